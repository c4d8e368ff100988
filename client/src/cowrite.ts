// The desk at which an answer is written together: loaded on that page alone. Without it the form saves as any form does.
import { IndexeddbPersistence } from "y-indexeddb";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { bindField } from "./cowrite_field.ts";
import { isEnd, Line } from "./cowrite_line.ts";
import { tellOver } from "./cowrite_over.ts";
import { showPeople } from "./cowrite_people.ts";

const PARTS = ["title", "summary", "body"] as const;
const form = document.querySelector<HTMLFormElement>("form[data-together]");
if (form) writeTogether(form);

function writeTogether(form: HTMLFormElement): void {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const note = document.getElementById("together-note");
  const marked = form.querySelector<HTMLInputElement>("input[name=together]");
  // What is written while the line is away outlives the tab.
  const kept = new IndexeddbPersistence(form.dataset["together"] ?? "", doc);
  const say = (word: string): void => {
    if (note) note.textContent = note.dataset[word] ?? "";
    if (!isEnd(word)) return;
    // From here on the form says what it shows, as any form does. What was refused would only be refused again.
    marked?.removeAttribute("value");
    if (word === "full" || word === "garbled") void kept.clearData();
  };
  const line = new Line(address(form), doc, awareness, say);
  void kept.whenSynced.catch(() => undefined).then(() => line.open());
  void line.whenMet.then(() => {
    // From here on the fields say what everybody sees; the draft kept for a form without a line would only stand in the way.
    form.removeAttribute("data-draft");
    marked?.setAttribute("value", "1");
    for (const part of PARTS) {
      const field = form.elements.namedItem(part);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
      bindField(field, doc.getText(part), part, awareness);
      tellOver(field, doc.getText(part), Number(form.getAttribute(`data-most-${part}`)), form.dataset["over"] ?? "");
    }
  });
  const people = document.getElementById("together-people");
  if (people) showPeople(people, awareness, doc);
  form.addEventListener("submit", (event) => {
    // A form says less than the line: what was typed last is stored before the page goes on.
    if (line.waiting === 0 || !line.isOpen) return;
    event.preventDefault();
    const button = (event as SubmitEvent).submitter;
    void line.settled().then(() => form.requestSubmit(button instanceof HTMLElement ? button : undefined));
  });
}

function address(form: HTMLFormElement): string {
  const url = new URL(form.dataset["together"] ?? "", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
