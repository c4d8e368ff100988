import assert from "node:assert/strict";
import { test } from "node:test";
import { differing, expired, filled, keyOf, parseDraft } from "../src/draft_store.ts";

test("a draft comes back as it was written", () => {
  const draft = { at: 5, values: { body: "The pipes did not change" } };
  assert.deepEqual(parseDraft(JSON.stringify(draft)), draft);
});

test("what is no draft is no draft", () => {
  for (const text of [null, "", "{", "3", '{"at":"x","values":{}}', '{"at":1}', '{"at":1,"values":null}']) {
    assert.equal(parseDraft(text), undefined);
  }
  assert.deepEqual(parseDraft('{"at":1,"values":{"a":"b","c":3}}'), { at: 1, values: { a: "b" } });
});

test("blank drafts are not kept and old ones not offered", () => {
  assert.equal(filled({ at: 0, values: { a: " ", b: "" } }), false);
  assert.equal(filled({ at: 0, values: { a: " ", b: "x" } }), true);
  assert.equal(expired({ at: 0, values: {} }, 13 * 86_400_000), false);
  assert.equal(expired({ at: 0, values: {} }, 15 * 86_400_000), true);
});

test("drafts have names of their own in the shared storage", () => {
  assert.equal(keyOf("answer:7"), "groundswell-draft:answer:7");
});

test("only what differs from what it began from counts as somebody's own words", () => {
  const values = { title: "Now", before_title: "Now", body: "One\nTwo", before_body: "One\r\nTwo", words: "" };
  assert.deepEqual(differing(values, ["title", "body", "words"]), []);
  assert.deepEqual(differing({ ...values, body: "", words: "Why" }, ["title", "body", "words"]), ["body", "words"]);
});
