// Tells whoever reads a link that its words were changed meanwhile: one listening line, opened late, let go when nobody looks.
import { address, patience, read } from "./rooms.ts";

const LATE = 3_000; // who only glances opens no line: a link that spreads is opened by thousands at once
const SPREAD = 2_000; // readers of one room ask again at different moments

export function watchWords(page: Document): void {
  const part = page.querySelector<HTMLElement>("[data-live]");
  const wanted = address(page.body.dataset["liveUrl"] ?? "", [part?.dataset["live"] ?? ""]);
  if (!part || !wanted || !("EventSource" in window)) return;
  let source: EventSource | undefined;
  let attempt = 0;
  let turn: number | undefined;
  const later = (what: () => void, wait: number): void => {
    window.clearTimeout(turn);
    turn = window.setTimeout(what, wait);
  };
  const ask = (): void => later(() => void refresh(page, part.id), Math.random() * SPREAD);
  const listen = (): void => {
    if (source || page.hidden) return;
    source = new EventSource(wanted);
    source.addEventListener("open", () => (attempt = 0));
    source.addEventListener("resync", ask);
    source.addEventListener("stale", (event) => {
      if (read("stale", (event as MessageEvent<string>).data)) ask();
    });
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      source = undefined;
      later(listen, patience(attempt++, Math.random()) * 1_000);
    });
  };
  page.addEventListener("visibilitychange", () => {
    if (!page.hidden) {
      listen();
      ask();
      return;
    }
    source?.close();
    source = undefined;
  });
  later(listen, LATE);
}

async function refresh(page: Document, id: string): Promise<void> {
  const part = page.getElementById(id);
  const url = part?.dataset["liveUrl"];
  if (!part || !url) return;
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const template = page.createElement("template");
    template.innerHTML = await answer.text();
    const fresh = template.content.firstElementChild;
    // The element stays, only what it says is new: a screen reader reads it out because it was there before.
    if (fresh && fresh.innerHTML.trim() !== part.innerHTML.trim()) part.replaceChildren(...fresh.childNodes);
  } catch {
    // Without a line nothing is claimed: the page says what it said when it was opened.
  }
}
