// Who writes along, in their colours; and where, in words for screen readers.
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Hands } from "./cowrite_hands.ts";
import { type Cursor, placeOf } from "./cowrite_place.ts";

const PAUSE = 300; // fifty people change where they are more often than anybody reads it

export interface Present {
  client: string;
  id?: string;
  name?: string;
  cursor?: Cursor | null;
}

/** Everybody else whose name the server knows. */
export function othersIn(awareness: Awareness, doc: Y.Doc | null): Present[] {
  return [...awareness.getStates()]
    .filter(([client, state]) => client !== doc?.clientID && (state as Present).name)
    .map(([client, state]) => ({ ...(state as Present), client: String(client) }));
}

export function showPeople(list: HTMLElement, awareness: Awareness, doc: Y.Doc, hands: Hands): void {
  const around = list.closest("section");
  let turn = 0;
  const show = (): void => {
    turn = 0;
    list.replaceChildren(...othersIn(awareness, doc).map((one) => told(one, doc, list, hands)));
    // The line is there from the beginning, so that nothing moves when somebody comes.
    around?.toggleAttribute("data-nobody", list.childElementCount === 0);
  };
  const soon = (): void => {
    turn ||= window.setTimeout(show, PAUSE);
  };
  awareness.on("change", soon);
  doc.on("update", soon);
}

function told(one: Present, doc: Y.Doc, list: HTMLElement, hands: Hands): HTMLElement {
  const line = document.createElement("li");
  const dot = document.createElement("span");
  dot.className = `hand hand-${hands.of(one.id ?? "")}`;
  line.append(dot, one.name ?? "");
  const place = where(one, doc, list);
  if (place) {
    // Drawn in the text for those who see it; words for those who do not.
    const words = document.createElement("span");
    words.className = "away";
    words.textContent = `: ${place}`;
    line.append(words);
  }
  return line;
}

function where(one: Present, doc: Y.Doc, list: HTMLElement): string {
  const place = one.cursor ? placeOf(one.cursor, doc) : null;
  if (!one.cursor) return "";
  const words = place ? doc.getText(one.cursor.part).toString().slice(Math.max(0, place.at - 90), place.at).split(/\s+/).slice(-3).join(" ") : "";
  const part = list.dataset[one.cursor.part] ?? "";
  return words ? `${part} “… ${words}”` : part;
}
