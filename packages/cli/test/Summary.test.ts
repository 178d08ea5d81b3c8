import { assert, describe, it } from "@effect/vitest"
import { Entry } from "@entra-assets/core/plan/Entry"
import * as Schema from "effect/Schema"
import { stripVTControlCharacters } from "node:util"
import { render, type SummaryInput } from "../src/Summary.ts"
import type { PreviewNumbers, RunNumbers } from "../src/SyncNumbers.ts"

const ann = "00000000-0000-4000-8000-000000000001"
const bob = "00000000-0000-4000-8000-000000000002"
const names = new Map([[ann, "Ann Lee"], [bob, "Bob Ray"]])

const entries = Schema.decodeUnknownSync(Schema.Array(Entry))([
  {
    _tag: "Create",
    entraId: bob,
    accountId: "account-2",
    record: {
      name: "Bob Ray",
      fullName: "Bob Ray",
      email: "bob@example.com",
      userPrincipalName: "bob@example.com",
      jobTitle: "Clerk",
      department: "Office",
      active: true,
      manager: { entraId: ann, objectId: null },
      managerAtlassianAccountId: "account-1"
    },
    level: 1,
    managerDeferred: false
  },
  {
    _tag: "Update",
    entraId: bob,
    accountId: "account-2",
    objectId: "2",
    name: "Bob Ray-Jones",
    changes: [
      { field: "name", before: "Bob Ray", after: "Bob Ray-Jones" },
      { field: "fullName", before: "Bob Ray", after: "Bob Ray-Jones" },
      { field: "jobTitle", before: null, after: "Head of Office and of Everything Else That Nobody Else Wants to Do" },
      { field: "manager", before: { entraId: ann, objectId: "1" }, after: null },
      { field: "managerAtlassianAccountId", before: "account-1", after: null }
    ]
  },
  {
    _tag: "Inactivate",
    entraId: ann,
    accountId: "account-1",
    objectId: "1",
    name: "Ann Lee",
    cause: "disabled_in_entra",
    changes: [{ field: "active", before: true, after: false }]
  }
])

const preview: PreviewNumbers = { create: 0, update: 0, inactivate: 0, reactivate: 0, unchanged: 0, findings: {} }
const run: RunNumbers = { created: 0, updated: 0, inactivated: 0, reactivated: 0, managerLinks: 0, failed: 0 }

const input: SummaryInput = {
  report: {
    directory: { people: 1200, accounts: 1 },
    preview: { ...preview, create: 1150, findings: { hidden_email: 3, manager_cycle: 12 } },
    run: { ...run, created: 1150, managerLinks: 1100 },
    secondRun: { writes: 0 },
    nextDay: {
      preview: { ...preview, update: 1, inactivate: 1, unchanged: 1148 },
      run: { ...run, updated: 1, inactivated: 1 }
    },
    requests: { setup: 21, token: 1, graph: 2, jira: 3, assetsRead: 2, assetsWrite: 1160 },
    resources: { wallMs: 1540, peakRssMiB: 1024 }
  },
  sample: { nameOf: (id) => names.get(id) ?? id, firstDay: entries.slice(0, 1), nextDay: entries.slice(1) },
  minimum: { token: 1, graph: 2, jira: 3, assetsRead: 2, assetsWrite: 1160 },
  failures: [],
  stopped: ""
}

const page = (part: Partial<SummaryInput> = {}) => render({ ...input, ...part }, { width: 100, colours: false })

describe("the page", () => {
  it("tells the whole story, only of what happened", () => {
    assert.strictEqual(
      page(),
      `
Directory

  1,200 people in Entra ID, 1 account in Jira

First sync

  Preview   1,150 to create
  Run       1,150 created; 1,100 linked to their manager; 0 failed

  new  Bob Ray                 Clerk, Office, reports to Ann Lee

Second sync, with nothing changed

  0 writes

Next day

  Preview   1 to update, 1 to inactivate, 1,148 unchanged
  Run       1 updated, 1 inactivated; 0 failed

  changed   Bob Ray-Jones           Full Name: Bob Ray → Bob Ray-Jones
                                    Job Title: (empty) → Head of Office and of Everything Else
                                    That Nobody Else Wants to Do
                                    Manager: Ann Lee → (empty)
  inactive  Ann Lee                 disabled in Entra ID

Findings of the first preview, and what to do

   3  hidden email   Ask the person to show their address in their Atlassian profile, or set
                     Atlassian Account ID by hand.
  12  manager cycle  Correct the managers in Entra ID: these people report to each other.

Requests of the first sync

                    sent  at least
  Access token         1         1
  Microsoft Graph      2         2
  Jira                 3         3
  Assets, reading      2         2
  Assets, writing  1,160     1,160
  Assets, set-up      21

  1.5 s in all, at most 1,024 MiB of memory`
    )
  })

  it("names the records that were not written", () => {
    assert.include(page({ failures: ["Ann Lee, Email: too long"] }), "\nNot written\n\n  Ann Lee, Email: too long\n")
  })

  it("says what the guard stopped, and that nothing was written until then", () => {
    assert.include(
      page({ stopped: "800 people would become inactive." }),
      "\n  Guard     800 people would become inactive.\n" +
        "            Nothing was written until it was approved; here the simulation does that itself.\n"
    )
  })

  it("counts the records that were left alone because they had moved", () => {
    const moved = page({ report: { ...input.report, run: { ...run, updated: 5, moved: 2 } } })
    assert.include(moved, "  Run       5 updated; 2 left alone; 0 failed\n")
  })

  it("has no section without content", () => {
    const nothing = page({
      report: { ...input.report, preview, run },
      sample: { ...input.sample, firstDay: [] }
    })
    assert.include(nothing, "  Preview   nobody to keep a record of\n  Run       nothing to write; 0 failed\n")
    assert.notInclude(nothing, "Findings")
  })

  it("fits into the width given, without spaces at the ends of lines", () => {
    for (const width of [80, 100, 120]) {
      for (const line of render(input, { width, colours: false }).split("\n")) {
        assert.isAtMost(line.length, width)
        assert.strictEqual(line, line.trimEnd())
      }
    }
  })

  it("is coloured only where colours are wanted", () => {
    assert.notInclude(page(), "\u001b")
    const coloured = render(input, { width: 100, colours: true })
    assert.include(coloured, "\u001b[1mFirst sync\u001b[22m")
    assert.strictEqual(stripVTControlCharacters(coloured), page())
  })
})
