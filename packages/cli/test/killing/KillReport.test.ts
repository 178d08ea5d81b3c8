import { assert, describe, it } from "@effect/vitest"
import { faults, type KillReport, render, type Slice } from "../../src/killing/KillReport.ts"

const killed: Slice = { killed: true, read: 0, planned: false, writes: 0, kept: true }

const report: KillReport = {
  killEverySeconds: 2,
  directory: { people: 1200, accounts: 1100 },
  preview: { create: 1000, update: 0, inactivate: 0, reactivate: 0, unchanged: 0, findings: {} },
  run: { created: 1000, updated: 0, inactivated: 0, reactivated: 0, managerLinks: 950, failed: 0 },
  kills: 4,
  slices: [
    { ...killed, read: 1500 },
    { ...killed, read: 800, planned: true },
    { ...killed, writes: 600 },
    killed,
    { ...killed, killed: false, writes: 400 }
  ],
  employees: 1000,
  twice: 0,
  undisturbed: { employees: 1000, different: 0 },
  seconds: { killed: 9.24, undisturbed: 8.5 },
  requests: { killed: 1100, undisturbed: 1050 },
  resources: { wallMs: 1540, peakRssMiB: 300 }
}

describe("the page", () => {
  it("says what each slice kept, and what became of it all", () => {
    assert.strictEqual(
      render(report, { width: 100, colours: false }),
      `
Directory

  1,200 people in Entra ID, 1,100 accounts in Jira

First sync, each slice killed after 2 s of its work

  Preview   1,000 to create
  Run       1,000 created; 950 linked to their manager; 0 failed

  5 slices, 4 kills. Each slice kept:

  1  1,500 read
  2  800 read, the plan
  3  600 written
  4  what was in doubt, settled
  5  400 written

Afterwards

  Employees        1,000, none twice
  Undisturbed run  1,000, all the same
  Simulated time   9.2 s of work; undisturbed 8.5 s
  Requests         1,100; undisturbed 1,050

  1.5 s in all, at most 300 MiB of memory`
    )
  })

  it("puts slices that did the same into one line", () => {
    const page = render({ ...report, slices: [killed, killed, killed].map((slice) => ({ ...slice, writes: 7 })) }, {
      width: 100,
      colours: false
    })
    assert.include(page, "\n  1–3  7 7 7 written\n")
  })
})

describe("faults", () => {
  const cases: ReadonlyArray<readonly [Partial<KillReport>, ReadonlyArray<string>]> = [
    [{}, []],
    [{ slices: [{ ...killed, kept: false }, { ...killed, killed: false }] }, ["1 slice kept nothing."]],
    [{ slices: [killed] }, ["The run did not come to its end."]],
    [{ twice: 2 }, ["2 records are there twice."]],
    [{ undisturbed: { employees: 999, different: 1 } }, ["1 record differs from an undisturbed run."]]
  ]
  it.each(cases)("%j: %j", (part, expected) => {
    assert.deepStrictEqual(faults({ ...report, ...part }), expected)
  })
})
