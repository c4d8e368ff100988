// The line to the server: the y-websocket messages, and one of our own that says how many of our changes are stored for good.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

const [SYNC, AWARENESS, STORED, SAID] = [0, 1, 100, 101];
const [STEP1, STEP2, UPDATE] = [0, 1, 2];

/** After these words there is no coming again by itself. */
export const isEnd = (word: string): boolean => ["closed", "full", "garbled", "out"].includes(word);

export class Line {
  /** Changes that are sent and not stored yet. */
  waiting = 0;
  readonly whenMet: Promise<void>;
  private socket: WebSocket | null = null;
  private sent = 0;
  private pause = 500;
  private stopped = false;
  private lastWord = ""; // why the server let this line go
  private met: () => void = () => undefined;
  private settle: (() => void)[] = [];

  constructor(
    private readonly address: string,
    private readonly doc: Y.Doc,
    private readonly awareness: Awareness,
    private readonly say: (word: string) => void,
  ) {
    this.whenMet = new Promise((met) => (this.met = met));
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send(UPDATE, update);
    });
    awareness.on("update", (_: unknown, origin: unknown) => {
      if (origin === "local") this.tell();
    });
    addEventListener("online", () => this.open());
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
      this.write(SYNC, (to) => {
        encoding.writeVarUint(to, STEP1);
        encoding.writeVarUint8Array(to, Y.encodeStateVector(this.doc));
      });
      this.tell();
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.hear(decoding.createDecoder(new Uint8Array(event.data)));
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      removeAwarenessStates(this.awareness, [...this.awareness.getStates().keys()].filter((one) => one !== this.doc.clientID), this);
      this.done();
      if (this.stopped) return;
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
      if (step === STEP1) return this.send(STEP2, Y.encodeStateAsUpdate(this.doc, content));
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
    } else if (kind === SAID) {
      const word = decoding.readVarString(from);
      this.stopped = isEnd(word);
      this.lastWord = word;
      this.say(word);
    }
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
