// How a draft is named and written down, and when it is too old to be offered again.
export type Draft = { at: number; values: Record<string, string> };

const FORTNIGHT = 14 * 86_400_000;

export function keyOf(name: string | undefined): string {
  return `groundswell-draft:${name ?? ""}`;
}

export function filled(draft: Draft): boolean {
  return Object.values(draft.values).some((value) => value.trim() !== "");
}

/** Which of these names hold other words than those they began from, which stand beside them as `before_…`. */
export function differing(values: Record<string, string>, names: readonly string[]): string[] {
  const plain = (name: string): string => (values[name] ?? "").replace(/\r\n?/g, "\n");
  return names.filter((name) => plain(name) !== plain(`before_${name}`));
}

export function expired(draft: Draft, now: number): boolean {
  return now - draft.at > FORTNIGHT;
}

/** The draft in `text`, or nothing when it is not one: storage is shared with older versions of this page. */
export function parseDraft(text: string | null): Draft | undefined {
  try {
    const { at, values } = JSON.parse(text ?? "") as Partial<Draft>;
    if (typeof at !== "number" || typeof values !== "object" || values === null) return undefined;
    const kept = Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === "string");
    return { at, values: Object.fromEntries(kept) };
  } catch {
    return undefined;
  }
}
