import assert from "node:assert/strict";
import { test } from "node:test";
import { Hands } from "../src/cowrite_hands.ts";

test("everybody keeps a colour, and seven people have seven", () => {
  const hands = new Hands();
  const people = ["ann", "ben", "cleo", "dan", "elle", "fay", "gil"];
  const colours = people.map((one) => hands.of(one));
  assert.equal(new Set(colours).size, 7);
  assert.deepEqual(people.map((one) => hands.of(one)), colours);
  assert.ok(colours.every((one) => one >= 1 && one <= 7));
});

test("a colour is the same on another page while nobody else has it", () => {
  assert.equal(new Hands().of("ann"), new Hands().of("ann"));
});

test("more people than colours share them evenly", () => {
  const hands = new Hands();
  const colours = Array.from({ length: 14 }, (_, nth) => hands.of(`member ${nth}`));
  for (const one of new Set(colours)) assert.equal(colours.filter((other) => other === one).length, 2);
});
