// What two texts differ in, and where a place in a text stands after what others did to it.
export interface Change {
  at: number;
  gone: number;
  came: string;
}

/** What became of a text, step by step, as Yjs tells it. */
export type Delta = readonly { retain?: number | undefined; insert?: unknown; delete?: number | undefined }[];

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
export function moved(cursor: number, delta: Delta): number {
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

/** Where one sign stands after what another person changed; -1 once it is gone. */
export function landed(sign: number, delta: Delta): number {
  let at = 0;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (typeof step.insert === "string") {
      if (at <= sign) sign += step.insert.length;
      at += step.insert.length;
    } else if (step.delete !== undefined && at <= sign) {
      if (sign < at + step.delete) return -1;
      sign -= step.delete;
    }
  }
  return sign;
}

/** An own change, made before others did `late`, as steps from the last place to the first: what they put in between stays. */
export function carried(own: Change, late: readonly Delta[]): Change[] {
  const signs = Array.from({ length: own.gone }, (_, nth) => late.reduce(landedOrGone, own.at + nth)).filter((at) => at >= 0);
  const at = late.reduce(moved, own.at);
  if (signs.length === own.gone && (signs.at(-1) ?? at) - (signs[0] ?? at) < Math.max(own.gone, 1) && (signs[0] ?? at) === at)
    return [{ ...own, at }];
  return [...signs.reverse().map((sign) => ({ at: sign, gone: 1, came: "" })), { at, gone: 0, came: own.came }];
}

function landedOrGone(sign: number, delta: Delta): number {
  return sign < 0 ? sign : landed(sign, delta);
}

/** Where the end of what was changed stands: there a cursor goes after a change is taken back. */
export function touched(delta: Delta): number {
  let at = 0;
  let last = 0;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else {
      if (typeof step.insert === "string") at += step.insert.length;
      last = at;
    }
  }
  return last;
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
