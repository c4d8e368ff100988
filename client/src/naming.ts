// Names offered while somebody types an "@" and a few letters: by keyboard, by touch; typed in full they work without.
const WAIT = 150;
const TYPED = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}'’.-]{0,40})$/u;

/** The letters behind the "@" right before the cursor, or nothing when no name is being typed. */
export function beingNamed(text: string, cursor: number): string | undefined {
  return TYPED.exec(text.slice(0, cursor))?.[1];
}

/** The text with the name in place of the letters that were typed, and where the cursor goes on. */
export function named(text: string, cursor: number, typed: string, name: string): { text: string; cursor: number } {
  const before = `${text.slice(0, cursor - typed.length)}${name}`;
  const after = text.slice(cursor);
  const gap = /^\s/u.test(after) ? "" : " ";
  return { text: before + gap + after, cursor: before.length + 1 };
}

export function offerNames(page: Document): void {
  for (const part of page.querySelectorAll<HTMLElement>("[data-names]")) {
    const field = part.querySelector("textarea");
    if (field) new Picker(part, field).listen();
  }
}

class Picker {
  private readonly list = document.createElement("ul");
  private readonly told = document.createElement("p");
  private timer: number | undefined;
  private asked = 0;

  constructor(
    private readonly part: HTMLElement,
    private readonly field: HTMLTextAreaElement,
  ) {
    this.list.className = "names";
    this.list.hidden = true;
    this.list.id = `${field.id}-names`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", part.dataset["namesLabel"] ?? "");
    this.told.className = "away";
    this.told.setAttribute("role", "status");
    part.append(this.list, this.told);
    field.setAttribute("aria-autocomplete", "list");
  }

  listen(): void {
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    // Before the field loses its focus, or the list would be gone before the press ends.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      if (option) this.take(option);
    });
  }

  private typed(): string | undefined {
    return beingNamed(this.field.value, this.field.selectionStart);
  }

  private soon(): void {
    window.clearTimeout(this.timer);
    const typed = this.typed();
    if (typed === undefined) this.close();
    else this.timer = window.setTimeout(() => void this.ask(typed), WAIT);
  }

  private async ask(typed: string): Promise<void> {
    const turn = ++this.asked;
    try {
      const answer = await fetch(`${this.part.dataset["names"] ?? ""}?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } });
      const html = answer.ok ? await answer.text() : "";
      if (turn === this.asked && this.typed() === typed) this.show(html);
    } catch {
      this.close(); // without a line a name is typed in full
    }
  }

  private show(html: string): void {
    // Our own fragment: the server wrote it and escaped what people wrote.
    this.list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
    const found = this.options();
    this.told.textContent = found.length ? "" : (this.part.dataset["namesNone"] ?? "");
    this.list.hidden = !found.length;
    if (found.length) {
      this.field.setAttribute("aria-controls", this.list.id);
      this.mark(0);
    } else this.close();
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private marked(): number {
    return this.options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  }

  private mark(place: number): void {
    const options = this.options();
    const chosen = (place + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    this.field.setAttribute("aria-activedescendant", options[chosen]?.id ?? "");
    options[chosen]?.scrollIntoView({ block: "nearest" });
  }

  private press(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    const marked = this.options()[this.marked()];
    if (event.key === "ArrowDown") this.mark(this.marked() + 1);
    else if (event.key === "ArrowUp") this.mark(this.marked() - 1);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && marked) this.take(marked);
    else return;
    event.preventDefault();
  }

  private take(option: HTMLElement): void {
    const typed = this.typed();
    if (typed === undefined) return this.close();
    const written = named(this.field.value, this.field.selectionStart, typed, option.dataset["name"] ?? "");
    this.field.value = written.text;
    this.field.setSelectionRange(written.cursor, written.cursor);
    const picked = this.field.form?.querySelector<HTMLInputElement>("input[name=picked]");
    if (picked) picked.value = [...picked.value.split(",").filter(Boolean), option.dataset["id"] ?? ""].slice(-10).join(",");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft keeps it
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.field.removeAttribute("aria-controls");
    this.field.removeAttribute("aria-activedescendant");
  }
}
