import assert from "node:assert/strict";
import { test } from "node:test";
import { fromCookies } from "../src/csrf.ts";

test("the token is found among other cookies", () => {
  assert.equal(fromCookies("a=1; csrftoken=x%3Dy=z; b=2", "csrftoken"), "x=y=z");
  assert.equal(fromCookies("notcsrftoken=1", "csrftoken"), "");
  assert.equal(fromCookies("", "csrftoken"), "");
});
