// Ties a text field to a shared text: what is typed goes in as a small change, what others type leaves the cursor where it is.
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface Change {
  at: number;
  gone: number;
  came: string;
}

/** The one stretch in which two texts differ; `until` is where the cursor stands, so that "aa" grows where it was typed. */
export function changed(before: string, after: string, until: number): Change | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let tail = 0;
  while (tail < most && after.length - tail > until && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  let at = 0;
  while (at < most - tail && before[at] === after[at]) at++;
  while (tail < most - at && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { at, gone: before.length - tail - at, came: after.slice(at, after.length - tail) };
}

/** Where a cursor stands after what another person changed. */
export function moved(cursor: number, delta: readonly { retain?: number | undefined; insert?: unknown; delete?: number | undefined }[]): number {
  let at = 0;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (typeof step.insert === "string") {
      if (at < cursor) cursor += step.insert.length;
      at += step.insert.length;
    } else if (step.delete !== undefined && at < cursor) cursor -= Math.min(step.delete, cursor - at);
  }
  return cursor;
}

export function bindField(field: Field, text: Y.Text, part: string, awareness: Awareness): void {
  let composing = false;
  const show = (): void => {
    if (field.value !== text.toString()) field.value = text.toString();
  };
  const send = (): void => {
    const change = changed(text.toString(), field.value, field.selectionEnd ?? field.value.length);
    if (!change) return;
    text.doc?.transact(() => {
      if (change.gone) text.delete(change.at, change.gone);
      if (change.came) text.insert(change.at, change.came);
    }, field);
  };
  show();
  field.addEventListener("compositionstart", () => (composing = true));
  field.addEventListener("compositionend", () => {
    composing = false;
    send();
  });
  field.addEventListener("input", () => composing || send());
  text.observe((event, transaction) => {
    if (transaction.origin === field) return;
    const [from, to, way] = [field.selectionStart, field.selectionEnd, field.selectionDirection];
    field.value = text.toString();
    if (document.activeElement === field && from !== null && to !== null) {
      field.setSelectionRange(moved(from, event.delta), moved(to, event.delta), way ?? "none");
    }
  });
  const tell = (): void => {
    const at = Y.createRelativePositionFromTypeIndex(text, field.selectionEnd ?? 0);
    awareness.setLocalStateField("cursor", { part, at: Y.relativePositionToJSON(at) as unknown });
  };
  for (const event of ["focus", "keyup", "pointerup"]) field.addEventListener(event, tell);
}
