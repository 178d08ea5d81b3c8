import { assert, describe, it } from "@effect/vitest"
import { neutralised } from "../../../src/sync/internal/CsvCell.ts"

const cases = (name: string, table: ReadonlyArray<readonly [text: string, cell: string]>) =>
  describe(name, () => {
    for (const [text, cell] of table) {
      it(JSON.stringify(text), () => assert.strictEqual(neutralised(text), cell))
    }
  })

cases("an ordinary text stays as it is", [
  ["", ""],
  ["Ada Lovelace", "Ada Lovelace"],
  ["p1@example.com", "p1@example.com"],
  ["Research & Development - North", "Research & Development - North"],
  ["1 + 1 = 2", "1 + 1 = 2"],
  ["R+D, \"Labs\"; Berlin", "R+D, \"Labs\"; Berlin"],
  ["'quoted'", "'quoted'"],
  ["two\nlines", "two\nlines"]
])

cases("what could begin a formula has an apostrophe before it", [
  ["=1+1", "'=1+1"],
  ["+49 30 1234", "'+49 30 1234"],
  ["-5", "'-5"],
  ["@SUM(1,2)", "'@SUM(1,2)"],
  ["＝1+1", "'＝1+1"],
  ["  =1", "'  =1"],
  ["\u00a0\u200b\ufeff=1", "'\u00a0\u200b\ufeff=1"],
  ["\u0000=1", "'\u0000=1"]
])

cases("a tab or a line break at the beginning is suspect by itself", [
  ["\tAda", "'\tAda"],
  ["\rAda", "'\rAda"],
  ["\nAda", "'\nAda"],
  ["\t=1", "'\t'=1"]
])

cases("within a text, where a spreadsheet with another separator begins a cell", [
  ["Lead;=1", "Lead;'=1"],
  ["Lead; -5", "Lead;' -5"],
  ["Lead;\"=1\"", "Lead;'\"=1\""],
  ["Lead\r\n=1", "Lead\r\n'=1"],
  ["Lead\t+1", "Lead\t'+1"]
])
