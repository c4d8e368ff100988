import assert from "node:assert/strict";
import { test } from "node:test";
import { isKept, keptName } from "../src/kept_words.ts";

test("words are kept for one member and one draft, under a name of ours", () => {
  const names = [keptName("ann", "/a/1/together"), keptName("ben", "/a/1/together"), keptName("ann", "/a/2/together")];
  assert.equal(new Set(names).size, 3);
  assert.ok(names.every(isKept));
  assert.ok(![undefined, "", "another-program"].some(isKept));
});
