// The line to the server: the y-websocket messages, and one of our own that says how many of our changes are stored for good.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

const [SYNC, AWARENESS, STORED, SAID, FOLLOWED] = [0, 1, 100, 101, 102];
const [STEP1, STEP2, UPDATE] = [0, 1, 2];

export const PARTS = ["title", "summary", "body"] as const;

export function lineTo(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** After these words there is no coming again by itself. */
export const isEnd = (word: string): boolean => ["closed", "full", "garbled", "out", "reads"].includes(word);

export class Line {
  /** Changes that are sent and not stored yet. */
  waiting = 0;
  readonly whenMet: Promise<void>;
  /** Told how many read along, and that something was proposed or decided. */
  onFollowed: (many: number) => void = () => undefined;
  onProposed: () => void = () => undefined;
  /** Told whenever the line stands again, not the first time. */
  onOpened: () => void = () => undefined;
  private socket: WebSocket | null = null;
  private sent = 0;
  private pause = 500;
  private stopped = false;
  private opened = 0;
  private lastWord = ""; // why the server let this line go
  private met: () => void = () => undefined;
  private settle: (() => void)[] = [];

  constructor(
    private readonly address: string,
    private readonly doc: Y.Doc,
    private readonly awareness: Awareness,
    private readonly say: (word: string) => void,
    private readonly writes = true,
  ) {
    this.whenMet = new Promise((met) => (this.met = met));
    if (writes) this.tellChanges();
    addEventListener("online", () => this.open());
  }

  private tellChanges(): void {
    const { doc, awareness } = this;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send(UPDATE, update);
    });
    awareness.on("update", (_: unknown, origin: unknown) => {
      if (origin === "local") this.tell();
    });
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Resolves once everything sent so far is stored, or the line is away. */
  settled(): Promise<void> {
    return this.waiting === 0 || !this.isOpen ? Promise.resolve() : new Promise((done) => this.settle.push(done));
  }

  open(): void {
    if (this.stopped || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    const socket = (this.socket = new WebSocket(this.address));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.sent = this.waiting = 0;
      if (this.opened++) this.onOpened();
      this.write(SYNC, (to) => {
        encoding.writeVarUint(to, STEP1);
        encoding.writeVarUint8Array(to, Y.encodeStateVector(this.doc));
      });
      // Whoever was told that this page went hears of it again only when something is new.
      if (this.writes) this.awareness.setLocalState(this.awareness.getLocalState());
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.hear(decoding.createDecoder(new Uint8Array(event.data)));
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      const renews = this.lastWord === "anew"; // a line is renewed every half hour, and nobody needs to notice
      if (!renews) this.forget();
      this.done();
      if (this.stopped) return;
      if (renews) {
        this.lastWord = "";
        return this.open();
      }
      if (!this.lastWord) this.say("away");
      this.lastWord = "";
      setTimeout(() => this.open(), this.pause * (0.5 + Math.random()));
      this.pause = Math.min(this.pause * 2, 20_000);
    };
  }

  private hear(from: decoding.Decoder): void {
    const kind = decoding.readVarUint(from);
    if (kind === SYNC) {
      const step = decoding.readVarUint(from);
      const content = decoding.readVarUint8Array(from);
      if (step === STEP1) return this.writes ? this.send(STEP2, Y.encodeStateAsUpdate(this.doc, content)) : undefined;
      Y.applyUpdate(this.doc, content, this);
      if (step === STEP2) {
        this.pause = 500;
        this.met();
        this.done();
      }
    } else if (kind === AWARENESS) applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(from), this);
    else if (kind === STORED) {
      this.waiting = Math.max(0, this.sent - decoding.readVarUint(from));
      this.done();
    } else if (kind === FOLLOWED) this.onFollowed(decoding.readVarUint(from));
    else if (kind === SAID) {
      const word = decoding.readVarString(from);
      if (word === "proposed") return this.onProposed();
      this.stopped = isEnd(word);
      this.lastWord = word;
      if (word !== "anew") this.say(word);
      if (this.stopped) this.forget();
    }
  }

  /** Nobody is known to be here any more. */
  private forget(): void {
    removeAwarenessStates(this.awareness, [...this.awareness.getStates().keys()].filter((one) => one !== this.doc.clientID), this);
  }

  private send(step: number, update: Uint8Array): void {
    if (!this.isOpen) return;
    this.sent++;
    this.waiting++;
    this.write(SYNC!, (to) => {
      encoding.writeVarUint(to, step);
      encoding.writeVarUint8Array(to, update);
    });
    this.say("storing");
  }

  private tell(): void {
    if (!this.isOpen) return;
    this.write(AWARENESS!, (to) => encoding.writeVarUint8Array(to, encodeAwarenessUpdate(this.awareness, [this.doc.clientID])));
  }

  private write(kind: number | undefined, content: (to: encoding.Encoder) => void): void {
    const to = encoding.createEncoder();
    encoding.writeVarUint(to, kind ?? 0);
    content(to);
    this.socket?.send(encoding.toUint8Array(to));
  }

  private done(): void {
    if (this.waiting > 0 && this.isOpen) return;
    if (this.isOpen) this.say("stored");
    for (const one of this.settle.splice(0)) one();
  }
}
