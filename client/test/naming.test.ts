import assert from "node:assert/strict";
import { test } from "node:test";
import { beingNamed, named } from "../src/naming.ts";

test("a name is being typed right behind an @ that begins a word", () => {
  assert.equal(beingNamed("Ask @Be", 7), "Be");
  assert.equal(beingNamed("@", 1), "");
  assert.equal(beingNamed("(@Ñe", 4), "Ñe");
  assert.equal(beingNamed("me@cleo", 7), undefined);
  assert.equal(beingNamed("Ask @Ben now", 12), undefined);
  assert.equal(beingNamed("Ask @Be, and more", 7), "Be");
});

test("the name takes the place of the letters, and one goes on behind it", () => {
  assert.deepEqual(named("Ask @be", 7, "be", "Ben Ames"), { text: "Ask @Ben Ames ", cursor: 14 });
  assert.deepEqual(named("Ask @be about it", 7, "be", "Ben"), { text: "Ask @Ben about it", cursor: 9 });
  assert.deepEqual(named("@.", 1, "", "Ben"), { text: "@Ben .", cursor: 5 });
});
