import assert from "node:assert/strict";
import { test } from "node:test";
import { spotOf } from "../src/spot.ts";
import { isOld, newKey, wordsOf, type Waiting } from "../src/waiting.ts";

const ONE: Waiting = { key: "k", at: 0, address: "/x", fields: [["place", "here"], ["what", "Brown water"]], photo: null, state: "waits" };

test("a spot is coarse before it leaves the phone", () => {
  assert.deepEqual(spotOf(52.123456789, -1.987654321, false), { latitude: "52.12", longitude: "-1.99" });
  assert.deepEqual(spotOf(52.123456789, -1.987654321, true), { latitude: "52.123457", longitude: "-1.987654" });
  assert.deepEqual(spotOf(-0.001, 0.001, false), { latitude: "0", longitude: "0" });
});

test("two weeks later it is no news", () => {
  assert.equal(isOld(ONE, 13 * 86_400_000), false);
  assert.equal(isOld(ONE, 15 * 86_400_000), true);
});

test("what waits is known by its words", () => {
  assert.equal(wordsOf(ONE), "Brown water");
  assert.equal(wordsOf({ ...ONE, fields: [] }), "");
});

test("keys are version 4 and never alike", () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));
  assert.equal(keys.size, 100);
  for (const key of keys) assert.ok(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(key));
});
