/** What is typed into settings, and what becomes of it when somebody else saves. */
import { assert, describe, it } from "@effect/vitest"
import type { SettingsView } from "@entra-assets/forge-host/admin/AdminApi"
import { Budgets, Retention, SyncRules } from "@entra-assets/forge-host/app/SiteSettings"
import * as Schema from "effect/Schema"
import { makeFormat } from "../src/format/Format.tsx"
import { changeInWords, deedInWords, routeOf } from "../src/settings/AuditWords.ts"
import { afterSave, applied, payload, problems, rebase, type } from "../src/settings/Draft.ts"
import { check, defaults, fieldsOf, flatten, formSections, nest, parse, valuesOf } from "../src/settings/Fields.ts"
import { requestTime } from "../src/settings/RequestTime.ts"
import { english } from "../src/texts/English.ts"

const rules = Schema.decodeSync(SyncRules)({})

const view = (version: number, changes: Partial<SettingsView> = {}): SettingsView => ({
  version,
  changed: null,
  entra: null,
  hasSecret: false,
  connection: null,
  rules,
  budgets: Schema.decodeSync(Budgets)({}),
  retention: Schema.decodeSync(Retention)({}),
  ...changes
})

const withPercent = (percent: number) => ({
  rules: { ...rules, guard: { ...rules.guard, inactivations: { ...rules.guard.inactivations, percent } } }
})

describe("the sentences under the safety limits", () => {
  const details = (isOn: boolean) =>
    fieldsOf("limits").map((name) =>
      english.settings.fields[name].detail({ number: () => isOn ? 1 : 0, show: () => "10" })
    ).join(" ")

  it("say of each limit that it stops the sync, as long as the check is on", () => {
    assert.match(details(true), /the sync stops and waits for approval/u)
    assert.notMatch(details(true), /unusual/u)
  })

  it("say what is listed all the same once it is off", () => {
    assert.notMatch(details(false), /sync stops and|waits for approval/u)
    assert.match(details(false), /this is listed as unusual, and the sync goes on/u)
  })
})

describe("the sections", () => {
  it("have every setting that the app offers, once", () => {
    const shown = formSections.flatMap(fieldsOf)
    assert.sameMembers([...shown], Object.keys(defaults))
    assert.lengthOf(shown, new Set(shown).size)
  })

  it("take settings apart and put them together again", () => {
    const flat = flatten(rules)
    assert.strictEqual(flat["guard.inactivations.percent"], 5)
    assert.deepStrictEqual(nest(flat), rules)
    assert.deepStrictEqual(nest({ "a.b.c": 1, "a.d": 2, e: 3 }), { a: { b: { c: 1 }, d: 2 }, e: 3 })
  })
})

describe("what is typed", () => {
  it("is a number also with separators, and else what it is", () => {
    assert.deepStrictEqual(["20000", " 20,000 ", "20 000", "20.000", "1’000’000"].map(parse), [
      20_000,
      20_000,
      20_000,
      20_000,
      1_000_000
    ])
    assert.deepStrictEqual(["", "many", "1,5", "2.5", "-1"].map(parse), ["", "many", "1,5", 2.5, -1])
  })

  it("is checked as the app checks it", () => {
    assert.deepStrictEqual(check("rules", valuesOf(view(0))), {})
    assert.deepStrictEqual(check("rules", { ...valuesOf(view(0)), "guard.group.size": 0, absenceRuns: "" }), {
      "guard.group.size": "Enter a whole number greater than 0.",
      absenceRuns: "Enter a whole number."
    })
    assert.deepStrictEqual(check("budgets", { jiraPointsPerHour: 100 }), {
      jiraPointsPerHour: "Enter a whole number between 5,000 and 65,000."
    })
  })

  it("is a draft until it is typed back", () => {
    const draft = type(null, view(3), "guard.inactivations.percent", "8")
    assert(draft !== null)
    assert.strictEqual(applied(draft)["guard.inactivations.percent"], 8)
    assert.deepStrictEqual(payload("limits", draft), withPercent(8).rules)
    assert.deepStrictEqual(problems("limits", type(draft, draft.seen, "guard.group.percent", "101")), {
      "guard.group.percent": "Enter a whole number between 0 and 100."
    })
    assert.isNull(type(draft, draft.seen, "guard.inactivations.percent", " 5 "))
  })
})

describe("when somebody else has saved", () => {
  const newest = view(4, withPercent(7))

  it("what was typed stays, and is marked where they changed the same", () => {
    const draft = type(type(null, view(3), "guard.inactivations.percent", "8"), view(3), "objectAllowance", "60000")
    assert(draft !== null)
    const rebased = rebase("limits", draft, newest)
    assert.deepStrictEqual(rebased?.typed, { "guard.inactivations.percent": "8", objectAllowance: "60000" })
    assert.deepStrictEqual(rebased?.overtaken, { "guard.inactivations.percent": { by: null, before: 5, after: 7 } })
    assert.strictEqual(rebased?.seen.version, 4)
  })

  it("the same as was typed, nothing is left to save", () => {
    const draft = type(null, view(3), "guard.inactivations.percent", "7")
    assert(draft !== null)
    assert.isNull(rebase("limits", draft, newest))
  })

  it("but it was the same admin in another section, their draft goes on from there", () => {
    const limits = type(null, view(3), "guard.inactivations.percent", "8")
    const storage = type(null, view(3), "plans", "9")
    const older = type(null, view(2), "absenceRuns", "2")
    assert(limits !== null && storage !== null && older !== null)
    const saved = view(4, withPercent(8))
    const drafts = afterSave({ limits, storage, rules: older }, "limits", saved)
    assert.hasAllKeys(drafts, ["storage", "rules"])
    assert.strictEqual(drafts.storage?.seen, saved)
    assert.strictEqual(drafts.rules?.seen.version, 2)
  })
})

describe("reading the accounts", () => {
  it("costs 2,001 points a page, and waits for hours when the share is used up", () => {
    assert.deepStrictEqual(requestTime(60, 20_000), { points: 2001, hours: 0 })
    assert.deepStrictEqual(requestTime(10_000, 30_000), { points: 20_010, hours: 0 })
    assert.deepStrictEqual(requestTime(10_000, 20_000), { points: 20_010, hours: 1 })
    assert.deepStrictEqual(requestTime(10_000, 5000), { points: 20_010, hours: 4 })
  })
})

describe("a line of the audit log", () => {
  const words = {
    texts: english,
    format: makeFormat("en-US", "UTC"),
    shown: (_: string, value: unknown) => `${String(value)} units`,
    cloud: (cloud: string) => cloud.toUpperCase()
  }
  const change = (field: string, before: string | null, after: string | null) =>
    changeInWords({ field, before, after }, words)

  it("says before and after in words", () => {
    assert.strictEqual(change("plans", "7", "14"), "Previews: 7 units → 14 units")
    assert.strictEqual(change("cloud", null, "global"), "Microsoft cloud: not set → GLOBAL")
    assert.strictEqual(change("guard.enabled", "true", "false"), "Stop unusual syncs: On → Off")
    assert.strictEqual(change("secretExpiresOn", null, "2026-12-31"), "Secret expires on: not set → Dec 31, 2026")
    assert.strictEqual(
      change("caller", "App", "PresentUser"),
      "Asks Assets: the app itself → the admin who has this page open"
    )
    assert.strictEqual(change("ofAnotherVersion", null, "x"), "ofAnotherVersion: not set → x")
  })

  it("names the sections that were changed, and leads to what it is about", () => {
    const entry = { id: "1", at: 0, by: null, subject: null, isDone: true } as const
    const changes = ["absenceRuns", "guard.group.size", "guard.enabled"].map((field) => ({
      field,
      before: "1",
      after: "2"
    }))
    assert.strictEqual(
      deedInWords({ ...entry, action: "saveRules", changes }, words),
      "Changed settings: Matching and Safety limits"
    )
    assert.strictEqual(deedInWords({ ...entry, action: "turnOn", changes: [] }, words), "Turned the schedule on")
    assert.isNull(routeOf({ ...entry, action: "turnOn", changes: [] }))
    assert.deepStrictEqual(routeOf({ ...entry, subject: "r", action: "runNow", changes: [] }), {
      view: "run",
      runId: "r"
    })
  })
})
