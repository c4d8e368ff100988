// Who writes along, and where: a list in words, for eyes and for screen readers alike.
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

interface Present {
  name?: string;
  cursor?: { part: string; at: unknown } | null;
}

export function showPeople(list: HTMLElement, awareness: Awareness, doc: Y.Doc): void {
  const around = list.closest<HTMLElement>("section");
  const show = (): void => {
    const others = [...awareness.getStates()].filter(([client]) => client !== doc.clientID).map(([, state]) => state as Present);
    list.replaceChildren(
      ...others.filter((one) => one.name).map((one) => {
        const line = document.createElement("li");
        line.textContent = [one.name, where(one, doc, list)].filter(Boolean).join(": ");
        return line;
      }),
    );
    if (around) around.hidden = list.childElementCount === 0;
  };
  awareness.on("change", show);
  doc.on("update", show);
}

function where(one: Present, doc: Y.Doc, list: HTMLElement): string {
  if (!one.cursor) return "";
  const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(one.cursor.at), doc);
  const words = place ? doc.getText(one.cursor.part).toString().slice(0, place.index).split(/\s+/).slice(-3).join(" ") : "";
  const part = list.dataset[one.cursor.part] ?? "";
  return words ? `${part} “… ${words}”` : part;
}
