// The desk at which an answer is written together, or read along: loaded on those pages alone. Without it a form saves as any does.
import { IndexeddbPersistence } from "y-indexeddb";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { followAlong } from "./cowrite_along.ts";
import { drawCarets } from "./cowrite_carets.ts";
import { watchKeyboards, whenFree } from "./cowrite_composing.ts";
import { bindField, type Field } from "./cowrite_field.ts";
import { Hands } from "./cowrite_hands.ts";
import { isEnd, Line, lineTo, PARTS } from "./cowrite_line.ts";
import { tellOver } from "./cowrite_over.ts";
import { showPeople } from "./cowrite_people.ts";
import { keptName } from "./kept_words.ts";
import { tellPlace } from "./cowrite_place.ts";
import { keepProposals, showFollowed } from "./cowrite_readers.ts";

watchKeyboards(document);
const form = document.querySelector<HTMLFormElement>("form[data-together]");
if (form) writeTogether(form);
const along = document.querySelector<HTMLElement>("[data-along]");
if (along) followAlong(along);

function writeTogether(form: HTMLFormElement): void {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const hands = new Hands();
  const note = document.getElementById("together-note");
  const marked = form.querySelector<HTMLInputElement>("input[name=together]");
  // What is written while the line is away outlives the tab.
  const kept = new IndexeddbPersistence(keptName(form.dataset["member"] ?? "", form.dataset["together"] ?? ""), doc);
  const say = (word: string): void => {
    if (note) note.textContent = note.dataset[word] ?? "";
    if (!isEnd(word)) return;
    // From here on the form says what it shows, as any form does. What was refused would only be refused again.
    marked?.removeAttribute("value");
    if (["closed", "full", "garbled"].includes(word)) void kept.clearData();
  };
  const line = new Line(lineTo(form.dataset["together"] ?? ""), doc, awareness, say);
  void kept.whenSynced.catch(() => undefined).then(() => line.open());
  void line.whenMet.then(() => {
    // From here on the fields say what everybody sees; the draft kept for a form without a line would only stand in the way.
    form.removeAttribute("data-draft");
    marked?.setAttribute("value", "1");
    for (const part of PARTS) {
      const field = form.elements.namedItem(part);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
      void whenFree(field).then(() => bind(field, part));
    }
  });
  const bind = (field: Field, part: string): void => {
    const text = doc.getText(part);
    bindField(field, text);
    tellPlace(field, text, part, awareness);
    drawCarets(field, text, part, awareness, hands);
    tellOver(field, text, Number(form.getAttribute(`data-most-${part}`)), form.dataset["over"] ?? "");
  };
  const people = document.getElementById("together-people");
  if (people) showPeople(people, awareness, doc, hands);
  showFollowed(line);
  keepProposals(line);
  form.addEventListener("submit", (event) => {
    // A form says less than the line: what was typed last is stored before the page goes on.
    if (line.waiting === 0 || !line.isOpen) return;
    event.preventDefault();
    const button = (event as SubmitEvent).submitter;
    void line.settled().then(() => form.requestSubmit(button instanceof HTMLElement ? button : undefined));
  });
}
