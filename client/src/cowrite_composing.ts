// Which field a keyboard is composing a word in: on a phone that is nearly every word, and such a field must not be touched.
const composing = new WeakSet<EventTarget>();

export function watchKeyboards(page: Document): void {
  // Before any field hears it itself, so that it knows.
  page.addEventListener("compositionstart", (event) => event.target && composing.add(event.target), true);
  for (const end of ["compositionend", "blur"]) {
    page.addEventListener(end, (event) => event.target && composing.delete(event.target), true);
  }
}

export const isComposing = (field: HTMLElement): boolean => composing.has(field);

/** Resolves once nothing is being composed in a field. */
export function whenFree(field: HTMLElement): Promise<void> {
  if (!isComposing(field)) return Promise.resolve();
  return new Promise((free) => {
    for (const end of ["compositionend", "blur"]) field.addEventListener(end, () => free(), { once: true });
  });
}
