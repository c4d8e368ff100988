// The words of the live line, without a browser: which rooms to ask for, and what a message says.
export type Message =
  | { kind: "fragment"; target: string; html: string }
  | { kind: "stale"; room: string; cause: string };

/** The address to listen at, or nothing when the page shows nothing that moves. */
export function address(base: string, rooms: Iterable<string>): string {
  const wanted = [...new Set(rooms)].filter(Boolean).sort();
  if (!base || wanted.length === 0) return "";
  const query = wanted.map((room) => `room=${encodeURIComponent(room)}`).join("&");
  return base + (base.includes("?") ? "&" : "?") + query;
}

/** A message of the line, or nothing when it is not one that we understand: a newer server must not break an older page. */
export function read(kind: string, data: string): Message | undefined {
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null) return undefined;
  const { target, html, room, kind: cause } = body as Record<string, unknown>;
  if (kind === "fragment" && typeof target === "string" && typeof html === "string") return { kind, target, html };
  if (kind === "stale" && typeof room === "string") return { kind, room, cause: typeof cause === "string" ? cause : "" };
  return undefined;
}

/** Whether a line's first words are those of another pulse than before: a backup was put back, and all that is shown is old. */
export class Home {
  private known = "";

  moved(data: string): boolean {
    const said = /^\{"home": ?"(\w+)"\}$/.exec(data)?.[1] ?? "";
    const before = this.known;
    this.known = said || before;
    return before !== "" && this.known !== before;
  }
}

/** Seconds to wait before listening again: longer each time, never the same for two readers. */
export function patience(attempt: number, chance: number): number {
  return Math.min(60, 2 ** Math.min(attempt, 6)) * (0.5 + chance);
}
