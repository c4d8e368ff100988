// Says when a part is longer than an answer can be: nothing is cut, and whoever reads the note knows by how much.
import type * as Y from "yjs";

/** How many characters too many; as the server counts, which is not as JavaScript does for signs like 🌊. */
export function over(words: string, most: number): number {
  return most > 0 ? Math.max(0, [...words.trim()].length - most) : 0;
}

export function tellOver(field: HTMLElement, text: Y.Text, most: number, words: string): void {
  const note = document.createElement("p");
  note.className = "wrong";
  note.id = `${field.id}-over`;
  note.hidden = true;
  note.setAttribute("role", "status");
  field.before(note);
  const show = (): void => {
    const more = over(text.toString(), most);
    note.hidden = more === 0;
    note.textContent = more ? `${words} ${more}` : "";
    if (more) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  text.observe(show);
  show();
}
