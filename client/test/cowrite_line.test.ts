import assert from "node:assert/strict";
import { test } from "node:test";
import * as encoding from "lib0/encoding";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { isEnd, Line } from "../src/cowrite_line.ts";

/** Stands for the browser's own: what is sent is kept, what is heard is told by the test. */
class Socket {
  static readonly OPEN = 1;
  static made: Socket[] = [];
  readyState = 0;
  sent: Uint8Array[] = [];
  onopen: () => void = () => undefined;
  onclose: () => void = () => undefined;
  onmessage: (event: { data: ArrayBuffer }) => void = () => undefined;
  constructor(readonly address: string) {
    Socket.made.push(this);
  }
  send(message: Uint8Array): void {
    this.sent.push(message.slice());
  }
  open(): void {
    this.readyState = 1;
    this.onopen();
  }
  drop(): void {
    this.readyState = 3;
    this.onclose();
  }
  say(write: (to: encoding.Encoder) => void): void {
    const to = encoding.createEncoder();
    write(to);
    const message = encoding.toUint8Array(to);
    this.onmessage({ data: message.buffer.slice(message.byteOffset, message.byteOffset + message.byteLength) as ArrayBuffer });
  }
}

const world = globalThis as unknown as Record<string, unknown>;
world["WebSocket"] = Socket;
world["addEventListener"] = (): void => undefined;
let later: (() => void)[] = [];
world["setTimeout"] = (call: () => void): number => later.push(call);

function begun(): { line: Line; doc: Y.Doc; said: string[]; socket: Socket } {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  clearInterval((awareness as unknown as { _checkInterval: number })._checkInterval);
  const said: string[] = [];
  const line = new Line("ws://localhost/x", doc, awareness, (word) => said.push(word));
  later = [];
  line.open();
  const socket = Socket.made.at(-1)!;
  socket.open();
  return { line, doc, said, socket };
}

const stored = (count: number) => (to: encoding.Encoder): void => {
  encoding.writeVarUint(to, 100);
  encoding.writeVarUint(to, count);
};
const word = (said: string) => (to: encoding.Encoder): void => {
  encoding.writeVarUint(to, 101);
  encoding.writeVarString(to, said);
};

test("a change waits until the server says that it is stored", () => {
  const { line, doc, said, socket } = begun();
  doc.getText("body").insert(0, "Ask");
  assert.equal(line.waiting, 1);
  assert.equal(said.at(-1), "storing");
  doc.getText("body").insert(3, " now");
  socket.say(stored(1));
  assert.equal(line.waiting, 1);
  socket.say(stored(2));
  assert.equal(line.waiting, 0);
  assert.equal(said.at(-1), "stored");
});

test("after a lost line it comes again and is asked what is missing", () => {
  const { line, doc, said, socket } = begun();
  doc.getText("body").insert(0, "Ask");
  socket.drop();
  assert.equal(said.at(-1), "away");
  doc.getText("body").insert(3, " now");
  later.shift()!();
  const again = Socket.made.at(-1)!;
  assert.ok(again !== socket);
  again.open();
  assert.equal(line.waiting, 0);
  again.say((to) => {
    encoding.writeVarUint(to, 0);
    encoding.writeVarUint(to, 0);
    encoding.writeVarUint8Array(to, Y.encodeStateVector(new Y.Doc()));
  });
  assert.equal(line.waiting, 1);
  const other = new Y.Doc();
  Y.applyUpdate(other, again.sent.at(-1)!.slice(3));
  assert.equal(other.getText("body").toString(), "Ask now");
});

test("who has to go does not come again, and the words stay", () => {
  for (const end of ["closed", "full", "garbled", "out"]) {
    const { said, socket } = begun();
    assert.ok(isEnd(end));
    socket.say(word(end));
    socket.drop();
    assert.equal(said.at(-1), end);
    assert.equal(later.length, 0);
  }
});

test("who is asked to wait comes again by itself, and knows why it waits", () => {
  for (const wait of ["fast", "crowded", "busy"]) {
    const { said, socket } = begun();
    assert.ok(!isEnd(wait));
    socket.say(word(wait));
    socket.drop();
    assert.equal(said.at(-1), wait);
    assert.equal(later.length, 1);
  }
});

test("a form that waits for the line goes on when the line is lost", async () => {
  const { line, doc, socket } = begun();
  doc.getText("body").insert(0, "Ask");
  const waiting = line.settled();
  socket.drop();
  await waiting;
});

test("a line that is renewed after its half hour says nothing to whoever writes", () => {
  const { line, doc, said, socket } = begun();
  const before = said.length;
  socket.say(word("anew"));
  socket.drop();
  const again = Socket.made.at(-1)!;
  assert.ok(again !== socket); // at once, without waiting
  assert.equal(later.length, 0);
  again.open();
  assert.deepEqual(said.slice(before), []);
  doc.getText("body").insert(0, "Ask");
  assert.equal(line.waiting, 1);
});

test("whoever reads along sends nothing but what they have not read yet", () => {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  clearInterval((awareness as unknown as { _checkInterval: number })._checkInterval);
  const line = new Line("ws://localhost/x", doc, awareness, () => undefined, false);
  let many = -1;
  line.onFollowed = (told) => (many = told);
  line.open();
  const socket = Socket.made.at(-1)!;
  socket.open();
  doc.getText("body").insert(0, "Mine");
  awareness.setLocalState({ cursor: null });
  socket.say((to) => {
    encoding.writeVarUint(to, 0);
    encoding.writeVarUint(to, 0);
    encoding.writeVarUint8Array(to, Y.encodeStateVector(new Y.Doc()));
  });
  socket.say((to) => {
    encoding.writeVarUint(to, 102);
    encoding.writeVarUint(to, 3);
  });
  assert.equal(many, 3);
  assert.equal(socket.sent.length, 1); // what is there?
});
