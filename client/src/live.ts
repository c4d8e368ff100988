// Keeps what is on the page true: listens to the campaign's line and changes only the parts that moved.
import { say } from "./requests.ts";
import { address, Home, patience, read } from "./rooms.ts";
import { swap } from "./swap.ts";

const SPREAD = 2_000; // readers of one room ask again at different moments, or the server meets all of them at once
const HIDDEN = 30_000; // a tab nobody looks at gives its connection back
const LOST = 5_000; // shorter gaps are not worth a word

export function goLive(page: Document): void {
  const base = page.body.dataset["liveUrl"] ?? "";
  if (base && "EventSource" in window) new Line(page, base).start();
}

class Line {
  private source: EventSource | undefined;
  private listening = "";
  private attempt = 0;
  private behind = false;
  private lost: number | undefined;
  private resting: number | undefined;
  private readonly home = new Home();
  private readonly waiting = new Map<Element, number>();

  constructor(
    private readonly page: Document,
    private readonly base: string,
  ) {}

  start(): void {
    this.listen();
    this.page.addEventListener("groundswell:fresh", () => this.listen());
    this.page.addEventListener("visibilitychange", () => (this.page.hidden ? this.rest() : this.wake()));
    window.addEventListener("pagehide", () => this.hangUp());
    window.addEventListener("pageshow", (event) => event.persisted && this.wake());
  }

  private parts(room?: string): HTMLElement[] {
    const all = [...this.page.querySelectorAll<HTMLElement>("[data-live]")];
    return room === undefined ? all : all.filter((part) => part.dataset["live"] === room);
  }

  private listen(): void {
    const wanted = address(this.base, this.parts().map((part) => part.dataset["live"] ?? ""));
    if (this.page.hidden || wanted === this.listening) return;
    this.hangUp();
    if (!wanted) return;
    this.listening = wanted;
    const source = new EventSource(wanted);
    this.source = source;
    source.addEventListener("open", () => this.opened());
    source.addEventListener("error", () => this.broke(source));
    source.addEventListener("resync", () => this.refreshAll());
    source.addEventListener("home", (event) => this.home.moved((event as MessageEvent<string>).data) && this.refreshAll());
    for (const kind of ["fragment", "stale"]) {
      source.addEventListener(kind, (event) => this.heard(kind, (event as MessageEvent<string>).data));
    }
  }

  private heard(kind: string, data: string): void {
    const message = read(kind, data);
    if (message?.kind === "fragment") {
      const target = this.page.getElementById(message.target);
      if (target) swap(target, message.html);
    } else if (message?.kind === "stale") {
      for (const part of this.parts(message.room)) this.refresh(part);
    }
  }

  private refreshAll(): void {
    for (const part of this.parts()) this.refresh(part);
  }

  /** Asks for one part again, once however many messages say that it moved. */
  private refresh(part: HTMLElement): void {
    const url = part.dataset["liveUrl"] ?? part.getAttribute("hx-get");
    if (!url || this.waiting.has(part)) return;
    const turn = window.setTimeout(() => {
      this.waiting.delete(part);
      if (part.isConnected) void this.fetchPart(part, url);
    }, Math.random() * SPREAD);
    this.waiting.set(part, turn);
  }

  private async fetchPart(part: HTMLElement, url: string): Promise<void> {
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      // Sent elsewhere, gone or no longer ours to see: leave what is there, the next visit will say so in words.
      if (answer.ok && !answer.redirected) swap(part, await answer.text());
    } catch {
      this.behind = true; // the line itself will say that it is lost, and asks again when it is back
    }
  }

  private opened(): void {
    this.attempt = 0;
    window.clearTimeout(this.lost);
    this.lost = undefined;
    const note = this.page.getElementById("line-note");
    if (note?.textContent) {
      say(note, "back");
      window.setTimeout(() => say(note, ""), 4_000);
    }
    if (this.behind) this.refreshAll();
    this.behind = false;
  }

  private broke(source: EventSource): void {
    if (source !== this.source) return;
    this.lost ??= window.setTimeout(() => say(this.page.getElementById("line-note"), "lost"), LOST);
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself, and says where it stopped
    this.listening = "";
    this.behind = true;
    window.setTimeout(() => this.listen(), patience(this.attempt++, Math.random()) * 1_000);
  }

  private rest(): void {
    this.resting = window.setTimeout(() => {
      this.hangUp();
      this.behind = true;
      window.clearTimeout(this.lost);
      this.lost = undefined;
    }, HIDDEN);
  }

  private wake(): void {
    window.clearTimeout(this.resting);
    this.listen();
  }

  private hangUp(): void {
    this.source?.close();
    this.source = undefined;
    this.listening = "";
  }
}

