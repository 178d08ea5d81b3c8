import { assert, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import { AuditEntry } from "@entra-assets/forge-host/app/AuditEntry"
import * as AuditExport from "@entra-assets/forge-host/app/AuditExport"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const by = AccountId.make("712020:ada")
const at = Date.parse("2026-11-28T12:00:00Z")

const entries: ReadonlyArray<AuditEntry> = [
  { id: "2", at, by, action: "runNow", subject: "run-1", changes: [], isDone: false },
  {
    id: "1",
    at,
    by: null,
    action: "saveEntra",
    subject: null,
    changes: [
      { field: "tenantId", before: "contoso.com", after: `fabrikam.com, "the new one"` },
      { field: "secretExpiresOn", before: null, after: "2027-03-31" }
    ],
    isDone: true
  }
]

it.effect("as CSV: one row for each change, and the names of the columns once", () =>
  Effect.gen(function*() {
    const rows = [
      "2026-11-28T12:00:00.000Z,712020:ada,runNow,not known,run-1,,,",
      `2026-11-28T12:00:00.000Z,,saveEntra,yes,,tenantId,contoso.com,"fabrikam.com, ""the new one"""`,
      "2026-11-28T12:00:00.000Z,,saveEntra,yes,,secretExpiresOn,,2027-03-31"
    ].map((row) => `${row}\r\n`).join("")
    assert.strictEqual(
      yield* AuditExport.csv(entries, true),
      `\uFEFFTime,Account ID,Action,Done,Subject,Setting,Before,After\r\n${rows}`
    )
    assert.strictEqual(yield* AuditExport.csv(entries, false), rows)
    assert.strictEqual(yield* AuditExport.csv([], false), "")
  }))

it.effect("as JSON: each line is an entry", () =>
  Effect.gen(function*() {
    const text = yield* AuditExport.jsonLines(entries)
    const decode = Schema.decodeEffect(Schema.fromJsonString(AuditEntry))
    assert.deepStrictEqual(yield* Effect.forEach(text.trim().split("\n"), (line) => decode(line)), [...entries])
    assert.strictEqual(yield* AuditExport.jsonLines([]), "")
  }))
