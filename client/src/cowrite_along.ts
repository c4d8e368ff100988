// Reading along while others write: their words and where they are appear as they come; nothing of this page goes to them.
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { drawCarets } from "./cowrite_carets.ts";
import { Hands } from "./cowrite_hands.ts";
import { Line, lineTo, PARTS } from "./cowrite_line.ts";
import { showPeople } from "./cowrite_people.ts";
import { showFollowed } from "./cowrite_readers.ts";

export function followAlong(around: HTMLElement): void {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const hands = new Hands();
  const note = document.getElementById("together-note");
  const say = (word: string): void => {
    if (note) note.textContent = note.dataset[word] ?? "";
    // What is closed again is closed for those who have it before them, too.
    if (word === "closed" || word === "out") for (const one of around.querySelectorAll(".along, .folded")) one.remove();
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
  let isTouched = false;
  form?.addEventListener("input", () => (isTouched = true));
  fold?.addEventListener("toggle", () => {
    if (!fold.open || isTouched || doc.store.clients.size === 0) return;
    for (const part of PARTS) {
      for (const name of [part, `before_${part}`]) {
        const field = form?.elements.namedItem(name);
        if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = doc.getText(part).toString();
      }
    }
  });
}
