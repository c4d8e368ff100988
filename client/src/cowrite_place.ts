// Tells the others where one writes and what one has marked, as places that move with the words around them.
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Field } from "./cowrite_field.ts";

const PAUSE = 100; // a held key moves a cursor thirty times a second; nobody looks as fast

export interface Cursor {
  part: string;
  at: unknown;
  from?: unknown; // where what is marked begins, or ends
}

export function tellPlace(field: Field, text: Y.Text, part: string, awareness: Awareness): void {
  let told = "";
  let turn = 0;
  const stands = (index: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
  const tell = (): void => {
    turn = 0;
    // A word that is being composed is not in the text everybody has: its place comes with it.
    if (document.activeElement !== field || field.value !== text.toString()) return;
    const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    const [head, tail] = field.selectionDirection === "backward" ? [from, to] : [to, from];
    const cursor: Cursor = { part, at: stands(head), ...(head === tail ? {} : { from: stands(tail) }) };
    const said = JSON.stringify(cursor);
    if (said === told && awareness.getLocalState()?.["cursor"]) return;
    told = said;
    awareness.setLocalStateField("cursor", cursor);
  };
  const soon = (): void => {
    turn ||= window.setTimeout(tell, PAUSE);
  };
  for (const event of ["focus", "input", "keyup", "pointerup", "compositionend"]) field.addEventListener(event, soon);
  field.addEventListener("focus", () => (told = "")); // in between one may have written in another part
  document.addEventListener("selectionchange", () => document.activeElement === field && soon());
  text.observe(() => document.activeElement === field && soon());
}

/** Where somebody is in a text now: the end that moves, and the other end of what they marked. */
export function placeOf(cursor: Cursor, doc: Y.Doc): { at: number; from: number } | null {
  const index = (told: unknown): number | null => {
    try {
      return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(told), doc)?.index ?? null;
    } catch {
      return null; // told by a page that is not ours
    }
  };
  const at = cursor.at ? index(cursor.at) : null;
  if (at === null) return null;
  return { at, from: cursor.from ? (index(cursor.from) ?? at) : at };
}
