// Ties a text field to a shared text: what is typed goes in as a small change, what others type leaves the cursor where it is.
import * as Y from "yjs";
import { type Change, type Delta, carried, changed, joined, moved, touched } from "./cowrite_change.ts";
import { isComposing } from "./cowrite_composing.ts";

export type Field = HTMLInputElement | HTMLTextAreaElement;

export function bindField(field: Field, text: Y.Text): void {
  // The browser forgets its own way back whenever a script writes into a field; this one takes back one's own words alone.
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([field]) });
  let shown = field.defaultValue; // what the field showed when it was last in step with the text
  let late: Delta[] = []; // what others did since then, while a keyboard composes here
  const cursor = (): number => field.selectionEnd ?? field.value.length;

  const write = (steps: readonly Change[]): void => {
    text.doc?.transact(() => {
      for (const step of steps) {
        if (step.gone) text.delete(step.at, step.gone);
        if (step.came) text.insert(step.at, step.came);
      }
    }, field);
  };
  const show = (from: number | null, to: number | null): void => {
    const [top, way] = [field.scrollTop, field.selectionDirection];
    shown = text.toString();
    if (field.value !== shown) field.value = shown;
    if (document.activeElement === field && from !== null && to !== null) field.setSelectionRange(from, to, way ?? "none");
    field.scrollTop = top;
  };
  const send = (): void => {
    const own = changed(shown, field.value, cursor());
    const missed = late;
    late = [];
    if (own) write(carried(own, missed));
    if (missed.length === 0) shown = field.value;
    else show(...(own ? place(own, missed, cursor()) : both(missed.reduce(moved, cursor()))));
  };

  // Whoever began to type before the line stood keeps what they typed.
  const begun = joined(shown, field.value, text.toString(), cursor());
  if (begun) write([begun]);
  show(field.selectionStart, field.selectionEnd);

  field.addEventListener("input", () => {
    if (!isComposing(field) || late.length === 0) send();
  });
  for (const end of ["compositionend", "blur"]) field.addEventListener(end, send);
  text.observe((event, transaction) => {
    if (transaction.origin === field) return;
    if (isComposing(field)) late.push(event.delta);
    else if (transaction.origin === undo) show(...both(touched(event.delta)));
    else show(...after(field, event.delta));
  });
  takeBack(field, undo);
}

function after(field: Field, delta: Delta): [number | null, number | null] {
  const [from, to] = [field.selectionStart, field.selectionEnd];
  return [from === null ? null : moved(from, delta), to === null ? null : moved(to, delta)];
}

/** Where a cursor stands that stood somewhere in the field, after an own change joined what others did meanwhile. */
function place(own: Change, missed: readonly Delta[], cursor: number): [number, number] {
  const at = missed.reduce(moved, own.at);
  if (cursor <= own.at) return both(missed.reduce(moved, cursor));
  if (cursor <= own.at + own.came.length) return both(at + cursor - own.at);
  return both(missed.reduce(moved, cursor - own.came.length + own.gone) - own.gone + own.came.length);
}

const both = (at: number): [number, number] => [at, at];

function takeBack(field: Field, undo: Y.UndoManager): void {
  const go = (event: Event, isBack: boolean): void => {
    event.preventDefault();
    if (isBack) undo.undo();
    else undo.redo();
  };
  field.addEventListener("keydown", (event) => {
    const pressed = event as KeyboardEvent;
    if (pressed.isComposing || pressed.altKey || !(pressed.ctrlKey || pressed.metaKey)) return;
    const key = pressed.key.toLowerCase();
    if (key === "z") go(event, !pressed.shiftKey);
    else if (key === "y" && pressed.ctrlKey) go(event, false);
  });
  // From a menu, or a phone that is shaken.
  field.addEventListener("beforeinput", (event) => {
    const { inputType } = event as InputEvent;
    if (inputType === "historyUndo" || inputType === "historyRedo") go(event, inputType === "historyUndo");
  });
  field.addEventListener("blur", () => undo.stopCapturing());
}
