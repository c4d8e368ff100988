import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../../tests/unit/responses/measures.json";
import { measured } from "../src/measures.ts";

interface Row {
  channel: string;
  language: string;
  text: string;
  times?: number;
  facts: Record<string, number | string>;
}

test("words are measured as the table says, which the server is checked against, too", () => {
  for (const row of table as Row[]) {
    const text = row.text.repeat(row.times ?? 1);
    assert.deepEqual({ text, ...measured(row.channel, text, row.language) }, { text, ...row.facts });
  }
});
