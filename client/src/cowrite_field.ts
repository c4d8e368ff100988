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
  // Signs like 🌊 are two halves to JavaScript; half of one is nothing that could be sent.
  if (at > 0 && /[\uD800-\uDBFF]/.test(before[at - 1] ?? "")) at--;
  if (tail > 0 && /[\uDC00-\uDFFF]/.test(before[before.length - tail] ?? "")) tail--;
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

/** What was typed since `base`, as a change of what the others made of it meanwhile. */
export function joined(base: string, mine: string, theirs: string, until: number): Change | null {
  const own = changed(base, mine, until);
  const other = changed(base, theirs, theirs.length);
  if (!own || !other) return own;
  const shift = (at: number): number => {
    if (at <= other.at) return at;
    return at >= other.at + other.gone ? at + other.came.length - other.gone : other.at + other.came.length;
  };
  const [at, end] = [shift(own.at), shift(own.at + own.gone)];
  return { at, gone: end - at, came: own.came };
}

export function bindField(field: Field, text: Y.Text, part: string, awareness: Awareness): void {
  let composing = false;
  const show = (): void => {
    if (field.value !== text.toString()) field.value = text.toString();
  };
  const write = (change: Change | null): void => {
    if (!change) return;
    text.doc?.transact(() => {
      if (change.gone) text.delete(change.at, change.gone);
      if (change.came) text.insert(change.at, change.came);
    }, field);
  };
  const cursor = (): number => field.selectionEnd ?? field.value.length;
  const send = (): void => write(changed(text.toString(), field.value, cursor()));
  // Whoever began to type before the line stood keeps what they typed.
  write(joined(field.defaultValue, field.value, text.toString(), cursor()));
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
