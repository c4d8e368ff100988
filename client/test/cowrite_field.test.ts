import assert from "node:assert/strict";
import { test } from "node:test";
import { carried, changed, joined, landed, moved, touched } from "../src/cowrite_change.ts";
import { over } from "../src/cowrite_over.ts";

function made(before: string, change: { at: number; gone: number; came: string } | null): string {
  return change ? before.slice(0, change.at) + change.came + before.slice(change.at + change.gone) : before;
}

test("a change is the stretch in which two texts differ", () => {
  assert.deepEqual(changed("Ask tonight.", "Ask them tonight.", 9), { at: 4, gone: 0, came: "them " });
  assert.deepEqual(changed("Ask tonight.", "Ask.", 3), { at: 3, gone: 8, came: "" });
  assert.deepEqual(changed("", "Ask", 3), { at: 0, gone: 0, came: "Ask" });
  assert.equal(changed("Ask", "Ask", 1), null);
});

test("a sign doubled grows where it was typed", () => {
  assert.deepEqual(changed("aaa", "aaaa", 1), { at: 0, gone: 0, came: "a" });
  assert.deepEqual(changed("aaa", "aaaa", 4), { at: 3, gone: 0, came: "a" });
});

test("whatever was changed, the change makes the one text of the other", () => {
  const texts = ["", "a", "aa", "Ask tonight.", "Ask for the samples tonight.", "tonight", "🌊 rises", "rises 🌊🌊", "aba", "abba"];
  for (const before of texts)
    for (const after of texts)
      for (let until = 0; until <= after.length; until++) assert.equal(made(before, changed(before, after, until)), after);
});

test("a sign of two halves is changed as one", () => {
  assert.deepEqual(changed("a🌊b", "a🌋b", 3), { at: 1, gone: 2, came: "🌋" });
  assert.deepEqual(changed("🌊", "🌊🌊", 4), { at: 2, gone: 0, came: "🌊" });
  assert.deepEqual(changed("😀", "🈀", 2), { at: 0, gone: 2, came: "🈀" });
});

test("a cursor stays with its words", () => {
  assert.equal(moved(4, [{ insert: "Now: " }]), 9);
  assert.equal(moved(4, [{ retain: 6 }, { insert: "more" }]), 4);
  assert.equal(moved(4, [{ retain: 4 }, { insert: "here" }]), 4);
  assert.equal(moved(6, [{ retain: 2 }, { delete: 3 }]), 3);
  assert.equal(moved(3, [{ retain: 2 }, { delete: 5 }]), 2);
  assert.equal(moved(9, [{ delete: 2 }, { insert: "xyz" }, { retain: 2 }, { delete: 1 }]), 9);
});

test("what was typed before the line stood joins what the others wrote meanwhile", () => {
  const base = "Ask tonight.";
  for (const [mine, theirs, both] of [
    ["Ask them tonight.", "Ask tonight. Bring a friend.", "Ask them tonight. Bring a friend."],
    ["Ask tonight. Now.", "Do ask tonight.", "Do ask tonight. Now."],
    ["Ask tonight.", "Other words.", "Other words."],
    ["Ask now.", "Ask tonight.", "Ask now."],
  ] as const) {
    const change = joined(base, mine, theirs, mine.length);
    assert.equal(made(theirs, change), both);
  }
});

test("joining never reaches beyond the text", () => {
  const texts = ["", "a", "Ask tonight.", "Ask.", "tonight", "Bring a friend. Ask."];
  for (const base of texts)
    for (const mine of texts)
      for (const theirs of texts) {
        const change = joined(base, mine, theirs, mine.length);
        if (change) assert.ok(change.at >= 0 && change.gone >= 0 && change.at + change.gone <= theirs.length);
      }
});

test("too long is counted in signs as people see them", () => {
  assert.equal(over("12345", 5), 0);
  assert.equal(over("123456 ", 5), 1);
  assert.equal(over("🌊🌊🌊", 2), 1);
  assert.equal(over("anything", 0), 0);
});

test("a sign stands where it was carried to, or is gone", () => {
  assert.equal(landed(4, [{ retain: 4 }, { insert: "here" }]), 8);
  assert.equal(landed(4, [{ retain: 2 }, { delete: 2 }]), 2);
  assert.equal(landed(4, [{ retain: 2 }, { delete: 3 }]), -1);
  assert.equal(landed(0, [{ retain: 1 }, { insert: "x" }]), 0);
});

test("what a keyboard composed meanwhile keeps what others wrote in the middle of it", () => {
  const put = (text: string, steps: readonly { at: number; gone: number; came: string }[]): string => steps.reduce(made, text);
  // "smaples" is replaced by "samples" while somebody writes "Now: " before it and "!" inside of it.
  const own = { at: 4, gone: 7, came: "samples" };
  assert.equal(put("Now: Ask smaples", carried(own, [[{ insert: "Now: " }]])), "Now: Ask samples");
  assert.equal(put("Ask sma!ples", carried(own, [[{ retain: 7 }, { insert: "!" }]])), "Ask samples!");
  assert.equal(put("Ask s", carried(own, [[{ retain: 5 }, { delete: 6 }]])), "Ask samples");
  assert.equal(put("", carried(own, [[{ delete: 11 }]])), "samples");
  assert.equal(put("Ask", carried({ at: 3, gone: 0, came: " now" }, [])), "Ask now");
});

test("after a change is taken back the cursor goes to its end", () => {
  assert.equal(touched([{ retain: 4 }, { insert: "here" }]), 8);
  assert.equal(touched([{ retain: 4 }, { delete: 3 }, { retain: 9 }]), 4);
});
