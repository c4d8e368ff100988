import assert from "node:assert/strict";
import { test } from "node:test";
import { address, Home, patience, read } from "../src/rooms.ts";

test("the address names each room once, in a settled order", () => {
  assert.equal(address("/ellery/live", ["story:2", "story:1", "story:2"]), "/ellery/live?room=story%3A1&room=story%3A2");
  assert.equal(address("/live?lang=es", ["a&b"]), "/live?lang=es&room=a%26b");
});

test("a page without rooms does not listen", () => {
  assert.equal(address("/ellery/live", []), "");
  assert.equal(address("/ellery/live", [""]), "");
  assert.equal(address("", ["story:1"]), "");
});

test("the two kinds of message are read", () => {
  assert.deepEqual(read("fragment", '{"target":"s1","html":"<p>x</p>"}'), { kind: "fragment", target: "s1", html: "<p>x</p>" });
  assert.deepEqual(read("stale", '{"room":"story:1","kind":"wire.item_added"}'), { kind: "stale", room: "story:1", cause: "wire.item_added" });
  assert.deepEqual(read("stale", '{"room":"story:1"}'), { kind: "stale", room: "story:1", cause: "" });
});

test("what is not understood is left alone", () => {
  for (const [kind, data] of [["fragment", "{"], ["fragment", "null"], ["fragment", '{"target":1,"html":"x"}'], ["later", "{}"], ["stale", "7"]]) {
    assert.equal(read(kind ?? "", data ?? ""), undefined);
  }
});

test("patience grows, ends at a minute, and differs between readers", () => {
  assert.equal(patience(0, 0.5), 1);
  assert.equal(patience(3, 0.5), 8);
  assert.equal(patience(50, 0.5), 60);
  assert.ok(patience(3, 0) < patience(3, 1));
});

test("another pulse than before is noticed, once; the first and what is not understood are none", () => {
  const home = new Home();
  assert.deepEqual(["a1", "a1", "b2", "b2"].map((name) => home.moved(JSON.stringify({ home: name }))), [false, false, true, false]);
  assert.deepEqual(["{}", "", '{"home": "b2"}'].map((data) => home.moved(data)), [false, false, false]);
});
