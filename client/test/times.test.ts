import assert from "node:assert/strict";
import { test } from "node:test";
import { relative } from "../src/times.ts";

const now = Date.parse("2031-03-04T17:40:00Z");
const ago = (seconds: number, language = "en"): string | undefined => relative(now - seconds * 1_000, now, language);

test("times are said in the largest unit that fits", () => {
  assert.equal(ago(10), "now");
  assert.equal(ago(60), "1 minute ago");
  assert.equal(ago(38 * 60), "38 minutes ago");
  assert.equal(ago(3 * 3_600), "3 hours ago");
  assert.equal(ago(86_400), "yesterday");
  assert.equal(ago(5 * 86_400), "5 days ago");
});

test("what is to come is said too, and in the reader's language", () => {
  assert.equal(ago(-2 * 3_600), "in 2 hours");
  assert.equal(ago(2 * 3_600, "es"), "hace 2 horas");
});

test("an old date and a broken one are left as they stand", () => {
  assert.equal(ago(30 * 86_400), undefined);
  assert.equal(relative(Number.NaN, now, "en"), undefined);
});
