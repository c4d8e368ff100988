// Reading along while others write: their words and where they are appear as they come; nothing of this page goes to them.
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { drawCarets } from "./cowrite_carets.ts";
import { Hands } from "./cowrite_hands.ts";
import { Line, lineTo, PARTS } from "./cowrite_line.ts";
import { showPeople } from "./cowrite_people.ts";
import { showFollowed } from "./cowrite_readers.ts";
import { differing, keyOf } from "./draft_store.ts";

type Typed = HTMLInputElement | HTMLTextAreaElement;

export function followAlong(around: HTMLElement): void {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const hands = new Hands();
  const note = document.getElementById("together-note");
  const say = (word: string): void => {
    if (note) note.textContent = note.dataset[word] ?? "";
    if (word === "closed" || word === "out") takeAway(around, word);
  };
  const line = new Line(lineTo(around.dataset["along"] ?? ""), doc, awareness, say, false);
  showFollowed(line);
  const people = document.getElementById("together-people");
  if (people) showPeople(people, awareness, doc, hands);
  void line.whenMet.then(() => {
    for (const part of PARTS) {
      const place = document.getElementById(`along-${part}`);
      if (!place) continue;
      const text = doc.getText(part);
      const show = (): void => {
        place.textContent = text.toString();
      };
      text.observe(show);
      show();
      drawCarets(place, text, part, awareness, hands);
    }
  });
  beginFromNow(around, doc);
  line.open();
}

/** Whoever begins to propose other words begins from those that stand now, and the server is told which these were. */
function beginFromNow(around: HTMLElement, doc: Y.Doc): void {
  const form = around.querySelector<HTMLFormElement>("form[data-propose]");
  const fold = form?.closest("details");
  fold?.addEventListener("toggle", () => {
    if (!form || !fold.open || doc.store.clients.size === 0 || form.querySelector(".errors") || ownWords(form).length > 0) return;
    for (const part of PARTS) {
      for (const name of [part, `before_${part}`]) {
        const field = form.elements.namedItem(name);
        if (isTyped(field)) field.value = doc.getText(part).toString();
      }
    }
  });
}

/** What is closed again is closed for those who have it before them, too; what they typed themselves stays, to be copied. */
function takeAway(around: HTMLElement, word: string): void {
  for (const one of around.querySelectorAll(".along, .along-sources")) one.remove();
  document.title = around.querySelector("h1")?.textContent ?? "";
  const form = around.querySelector<HTMLFormElement>("form[data-propose]");
  if (!form) return;
  const own = ownWords(form);
  if (word === "closed") forgetDraft(form);
  if (own.length === 0) return form.closest(".folded")?.remove();
  for (const one of form.querySelectorAll("input, textarea")) if (!own.some((kept) => kept === one)) (one.closest(".field") ?? one).remove();
  for (const one of form.querySelectorAll("button, .hint, .errors, .draft-note")) one.remove();
  for (const one of own) one.readOnly = true;
  const words = document.createElement("p");
  words.textContent = form.dataset["kept"] ?? "";
  form.prepend(words);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.closest("details")?.setAttribute("open", "");
}

/** The fields in which something else stands than what they began with. */
function ownWords(form: HTMLFormElement): Typed[] {
  const all = [...form.querySelectorAll<Typed>("input[name], textarea[name]")];
  const values = Object.fromEntries(all.map((field) => [field.name, field.value]));
  return differing(values, [...PARTS, "words"]).flatMap((name) => all.filter((field) => field.name === name));
}

function isTyped(field: unknown): field is Typed {
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
}

function forgetDraft(form: HTMLFormElement): void {
  const key = keyOf(form.dataset["draft"]);
  form.removeAttribute("data-draft");
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage: nothing was kept.
  }
}
