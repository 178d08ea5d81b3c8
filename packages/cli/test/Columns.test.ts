import { assert, it } from "@effect/vitest"
import * as Columns from "../src/Columns.ts"

it("columns are as wide as their text, and lines end with it", () => {
  assert.deepStrictEqual(
    Columns.lines([{}, { align: "right" }, {}], [["", "sent", "note"], ["Microsoft Graph", "12", ""]]),
    [
      "                   sent  note",
      "  Microsoft Graph    12"
    ]
  )
})

it("text longer than its column goes on in the next line, and a word longer than that is cut", () => {
  assert.deepStrictEqual(
    Columns.lines([{ width: 4 }, { width: 12 }], [["new", "reports to Neha Das"], ["gone", "x".repeat(14)]]),
    [
      "  new   reports to",
      "        Neha Das",
      "  gone  xxxxxxxxxxx…"
    ]
  )
})

it("characters that take two places on a screen count twice", () => {
  assert.deepStrictEqual(Columns.lines([{}, {}], [["김민준", "Sales"], ["Neha D", "Sales"]]), [
    "  김민준  Sales",
    "  Neha D  Sales"
  ])
})

it("no rows are no lines", () => assert.deepStrictEqual(Columns.lines([{}], []), []))
