import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64url, toBase64url } from "../src/base64url.ts";

test("bytes come back as they went", () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_one, i) => (i * 37 + length) % 256);
    const text = toBase64url(bytes.buffer);
    assert.ok(/^[A-Za-z0-9_-]*$/.test(text));
    assert.deepEqual(new Uint8Array(fromBase64url(text)), bytes);
  }
});

test("it is the alphabet for addresses", () => {
  assert.equal(toBase64url(Uint8Array.from([251, 255, 190]).buffer), "-_--");
});
