// "What do you see?": a report leaves the phone at once, or waits on it and leaves when the line is back.
import { csrfToken } from "./csrf.ts";
import { smaller } from "./photo.ts";
import { spotOf } from "./spot.ts";
import { drop, keep, newKey, waiting, wordsOf, type Waiting } from "./waiting.ts";

type Outcome = { kind: "sent"; at: string } | { kind: "lost" | "refused" | "other" };
const AGAIN = 30_000;
const SAME_SITE = { credentials: "same-origin", redirect: "manual" } as const;
const QUICK_TRIES = 4;
const LONGEST = 90_000; // a line that takes longer is none

export function reportGround(page: Document): void {
  if (!("indexedDB" in window) || page.querySelector('meta[name="csrf"]') === null) return;
  const form = page.querySelector<HTMLFormElement>("form[data-ground]");
  const desk = new Desk(page, form);
  if (form) {
    set(form, "key", newKey()); // a page kept for when there is no line comes with the same key each time
    offerSpot(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void desk.take(form);
    });
  }
  window.addEventListener("online", () => void desk.sendWaiting());
  page.addEventListener("visibilitychange", () => page.hidden || void desk.sendWaiting());
  window.setInterval(() => page.hidden || void desk.sendWaiting(), AGAIN);
  void desk.sendWaiting();
}

class Desk {
  private turn: Promise<void> = Promise.resolve(); // one after another: what waits here is never sent by two at once
  private taking: symbol | null = null; // from the press until the form is free for the next report
  private asked = false; // somebody waits already for a turn to send what waits
  private sent = false; // something that waited has left since this page was opened
  private tries = 0; // that found no line although there should be one

  constructor(
    private readonly page: Document,
    private readonly form: HTMLFormElement | null,
  ) {}

  /** Writes the report down on this device first: what is written down is not lost, whatever the line does. */
  async take(form: HTMLFormElement): Promise<void> {
    if (this.taking) return; // pressed twice: the same report
    const mine = (this.taking = Symbol("report"));
    form.setAttribute("aria-busy", "true");
    try {
      const report = await written(form);
      await keep(report);
      await this.inTurn(() => this.handOver(form, report));
    } catch {
      if (this.taking === mine) form.submit(); // no storage here: the way without scripts
    } finally {
      if (this.taking === mine) this.free(form);
    }
  }

  private free(form: HTMLFormElement): void {
    this.taking = null;
    form.removeAttribute("aria-busy");
  }

  private inTurn(deed: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(deed);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async handOver(form: HTMLFormElement, report: Waiting): Promise<void> {
    const outcome = await send(this.page, report);
    if (outcome.kind === "sent") {
      await drop(report.key);
      location.assign(outcome.at);
    } else if (outcome.kind === "refused") {
      await drop(report.key);
      form.submit(); // the server says at which field, in words
    } else {
      if (outcome.kind === "other") await keep({ ...report, state: "other" });
      this.clear(form);
      await this.tell();
    }
  }

  private clear(form: HTMLFormElement): void {
    form.reset();
    set(form, "key", newKey());
    for (const name of ["seen_at", "latitude", "longitude"]) set(form, name, "");
    form.querySelector("[data-locate] [role=status]")?.replaceChildren();
    this.free(form);
  }

  async sendWaiting(): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    try {
      await this.inTurn(() => this.sendAll());
    } catch {
      // No storage: then nothing waits in it either.
    }
  }

  private async sendAll(): Promise<void> {
    this.asked = false; // whoever asks from now on has seen something that this turn may not see
    let lost = false;
    for (const report of await waiting()) {
      if (report.state === "refused") continue;
      const { kind } = await send(this.page, report);
      lost = kind === "lost";
      this.sent ||= kind === "sent";
      if (kind === "lost") break;
      if (kind === "sent") await drop(report.key);
      else await keep({ ...report, state: kind });
    }
    await this.tell();
    this.soonAgain(lost);
  }

  /** A line that is said to be back often is not quite: a few quick tries, then the slow ones. */
  private soonAgain(lost: boolean): void {
    this.tries = lost && navigator.onLine ? this.tries + 1 : 0;
    if (this.tries >= 1 && this.tries <= QUICK_TRIES) window.setTimeout(() => void this.sendWaiting(), 1000 * 2 ** (this.tries - 1));
  }

  /** Says on the report's page what waits here; elsewhere it is sent without a word. */
  private async tell(): Promise<void> {
    const box = this.page.getElementById("waiting-reports");
    if (!box || !this.form) return;
    const all = await waiting();
    const words = box.dataset;
    const lines: Node[] = [];
    const kept = all.filter((one) => one.state === "waits");
    if (kept.length === 1) lines.push(line(words["waitingOne"] ?? ""));
    else if (kept.length) lines.push(line((words["waitingMany"] ?? "").replace("COUNT", String(kept.length))));
    else if (this.sent) lines.push(line(words["sent"] ?? ""));
    for (const one of all) lines.push(this.row(one, box));
    box.replaceChildren(...lines);
    box.hidden = lines.length === 0;
  }

  private row(one: Waiting, box: HTMLElement): HTMLElement {
    const { refused = "", other = "", discard = "" } = box.dataset;
    const before = { waits: "", refused: `${refused} `, other: `${other} ` }[one.state];
    const row = line(`${before}“${wordsOf(one)}” `);
    const button = this.page.createElement("button");
    button.type = "button";
    button.className = "linkish";
    button.textContent = discard;
    button.addEventListener("click", () => void drop(one.key).then(() => this.tell()));
    row.append(button);
    return row;
  }
}

async function written(form: HTMLFormElement): Promise<Waiting> {
  if (!value(form, "seen_at")) set(form, "seen_at", new Date().toISOString());
  if (!value(form, "key")) set(form, "key", newKey());
  const data = new FormData(form);
  const photo = data.get("photo");
  data.delete("photo");
  data.delete("csrfmiddlewaretoken"); // the one that is good when it is sent
  const fields = [...data.entries()].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const small = photo instanceof File && photo.size ? await smaller(photo) : null;
  const key = value(form, "key");
  return { key, at: Date.now(), address: form.dataset["ground"] ?? "", fields, photo: small, state: "waits" };
}

async function send(page: Document, report: Waiting): Promise<Outcome> {
  const body = new FormData();
  for (const [name, text] of report.fields) body.append(name, text);
  if (report.photo) body.append("photo", report.photo, "photo.jpg");
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken(page) };
  let answer: Response;
  try {
    answer = await fetch(report.address, { method: "POST", body, headers, ...SAME_SITE, signal: AbortSignal.timeout(LONGEST) });
  } catch {
    return { kind: "lost" };
  }
  if (answer.status === 201) return { kind: "sent", at: ((await answer.json()) as { at: string }).at };
  if (answer.status === 409) return { kind: "other" };
  // Signed out, an old token, too much at once, or a server in trouble: later it may be different.
  const passing = answer.type === "opaqueredirect" || [403, 429].includes(answer.status) || answer.status >= 500;
  return { kind: passing ? "lost" : "refused" };
}

function offerSpot(form: HTMLFormElement): void {
  const part = form.querySelector<HTMLElement>("[data-locate]");
  const button = part?.querySelector("button");
  const status = part?.querySelector("[role=status]");
  const exact = form.querySelector<HTMLInputElement>("input[name=is_exact]");
  if (!part || !button || !status || !exact || !("geolocation" in navigator)) return;
  let found: GeolocationCoordinates | undefined;
  const write = (): void => {
    if (!found) return;
    const spot = spotOf(found.latitude, found.longitude, exact.checked);
    set(form, "latitude", spot.latitude);
    set(form, "longitude", spot.longitude);
    status.textContent = part.dataset[exact.checked ? "foundExact" : "found"] ?? "";
  };
  part.hidden = false;
  exact.addEventListener("change", write);
  button.addEventListener("click", () => {
    status.textContent = part.dataset["finding"] ?? "";
    navigator.geolocation.getCurrentPosition(
      (position) => {
        found = position.coords;
        write();
      },
      () => (status.textContent = part.dataset["failed"] ?? ""),
      { timeout: 15_000, maximumAge: 60_000 },
    );
  });
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name=${name}]`);
}

function value(form: HTMLFormElement, name: string): string {
  return field(form, name)?.value ?? "";
}

function set(form: HTMLFormElement, name: string, text: string): void {
  const input = field(form, name);
  if (input) input.value = text;
}

function line(words: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}
