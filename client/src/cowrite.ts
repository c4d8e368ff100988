// The desk at which an answer is written together: loaded on that page alone. Without it the form saves as any form does.
import { IndexeddbPersistence } from "y-indexeddb";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { bindField } from "./cowrite_field.ts";
import { Line } from "./cowrite_line.ts";
import { showPeople } from "./cowrite_people.ts";

const PARTS = ["title", "summary", "body"] as const;
const form = document.querySelector<HTMLFormElement>("form[data-together]");
if (form) writeTogether(form);

function writeTogether(form: HTMLFormElement): void {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const note = document.getElementById("together-note");
  const say = (word: string): void => {
    if (note) note.textContent = note.dataset[word] ?? "";
  };
  // What is written while the line is away outlives the tab.
  const kept = new IndexeddbPersistence(form.dataset["together"] ?? "", doc);
  const line = new Line(address(form), doc, awareness, say);
  kept.whenSynced.catch(() => undefined).then(() => line.open());
  line.whenMet.then(() => {
    // From here on the fields say what everybody sees; the draft kept for a form without a line would only stand in the way.
    form.removeAttribute("data-draft");
    form.querySelector<HTMLInputElement>("input[name=together]")?.setAttribute("value", "1");
    for (const part of PARTS) {
      const field = form.elements.namedItem(part);
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) bindField(field, doc.getText(part), part, awareness);
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
