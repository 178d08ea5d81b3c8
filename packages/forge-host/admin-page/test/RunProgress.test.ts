/** What is said of a run that is under way. */
import { assert, describe, it } from "@effect/vitest"
import { noCounts, type Reading, type SourceProgress } from "@entra-assets/core/sync/Run"
import {
  paceOf,
  phaseOf,
  plannedChanges,
  readSoFar,
  settledChanges,
  shareOf,
  timeWorked,
  waitOf
} from "../src/run/RunProgress.ts"

const source = (items: number, done: boolean): SourceProgress => ({
  readStartedAt: 0,
  parts: 1,
  items,
  next: null,
  done
})

const reading = (change: Partial<Reading> = {}): Reading => ({
  users: source(120, true),
  accounts: source(0, false),
  employees: source(80, false),
  accountsOf: null,
  absences: { asked: 0, parts: 0 },
  ...change
})

const plan = {
  create: 60,
  update: 30,
  inactivate: 8,
  reactivate: 2,
  unchanged: 400,
  managerLinks: 50,
  findings: {},
  people: null
}
const place = { page: 0, links: false }
const timings = { reading: 9000, planning: 2000, applying: 30_000 }
const counts = { ...noCounts, created: 40, updated: 6, moved: 3, failed: 1, managerLinks: 30 }

describe("the phase", () => {
  it("names what is still read, whatever the order in which it comes", () => {
    assert.deepStrictEqual(phaseOf({ state: "queued", reading: null, applying: place }), { _tag: "Queued" })
    assert.deepStrictEqual(phaseOf({ state: "reading", reading: null, applying: place }), {
      _tag: "Reading",
      reading: ["users", "accounts", "employees"]
    })
    assert.deepStrictEqual(phaseOf({ state: "reading", reading: reading(), applying: place }), {
      _tag: "Reading",
      reading: ["accounts", "employees"]
    })
  })

  it("is planning once everything was read, and writing once there is a plan", () => {
    const all = reading({ accounts: source(130, true), employees: source(90, true) })
    assert.strictEqual(phaseOf({ state: "reading", reading: all, applying: place })._tag, "Planning")
    assert.strictEqual(phaseOf({ state: "planned", reading: all, applying: place })._tag, "Planned")
    assert.strictEqual(phaseOf({ state: "applying", reading: all, applying: place })._tag, "Writing")
    assert.strictEqual(phaseOf({ state: "applying", reading: all, applying: { page: 4, links: true } })._tag, "Linking")
  })

  it("tells how much was read of what has begun", () => {
    assert.deepStrictEqual(readSoFar({ reading: null }), [])
    assert.deepStrictEqual(readSoFar({ reading: reading() }), [
      { source: "users", items: 120, done: true },
      { source: "employees", items: 80, done: false }
    ])
  })
})

describe("progress", () => {
  it("is the share of the planned changes whose fate is known", () => {
    assert.strictEqual(plannedChanges({ plan }), 100)
    assert.strictEqual(settledChanges({ plan, counts }), 50)
    assert.strictEqual(shareOf({ state: "applying", plan, counts }), 0.5)
  })

  it("never says more than everything", () => {
    assert.strictEqual(shareOf({ state: "applying", plan, counts: { ...counts, failed: 500 } }), 1)
  })

  it("is unknown before writing, and where nothing is planned", () => {
    assert.isNull(shareOf({ state: "reading", plan: null, counts }))
    assert.isNull(
      shareOf({ state: "applying", plan: { ...plan, create: 0, update: 0, inactivate: 0, reactivate: 0 }, counts })
    )
  })
})

describe("the pace", () => {
  it("follows from the time spent on writing", () => {
    assert.deepStrictEqual(paceOf({ state: "applying", plan, counts, timings }), {
      changesPerMinute: 100,
      millisLeft: 30_000
    })
  })

  it("is not said before there is enough to judge by", () => {
    assert.isNull(paceOf({ state: "reading", plan, counts, timings }))
    assert.isNull(paceOf({ state: "applying", plan, counts, timings: { ...timings, applying: 4000 } }))
    assert.isNull(paceOf({ state: "applying", plan, counts: { ...noCounts, created: 19 }, timings }))
  })
})

describe("times", () => {
  it("a wait that is over is none", () => {
    const waiting = { api: "jira" as const, until: 5000 }
    assert.deepStrictEqual(waitOf({ waiting }, 4999), waiting)
    assert.isNull(waitOf({ waiting }, 5000))
    assert.isNull(waitOf({ waiting: null }, 0))
  })

  it("has worked for as long as its phases took, whatever it waited for in between", () => {
    assert.strictEqual(timeWorked({ timings: { reading: 4000, planning: 1000, applying: 7000 } }), 12_000)
  })
})
