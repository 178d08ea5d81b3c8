/** nextLink pages lack the selected properties; absent is taken as cleared (graph-explorer #3584). */
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { reportsTo } from "../fixtures/Truths.ts"
import { assertTold, type Beginning, changes, did, everybody, scenario } from "./Company.ts"

const beginning: Beginning = {
  ...everybody(9, (n) => ({ department: "Research", ...(n > 1 && reportsTo(1)) })),
  pageSize: 3
}

describe("S10: later pages leave out", () => {
  for (const property of ["displayName", "jobTitle", "department", "accountEnabled"] as const) {
    scenario(
      `${property}: nothing is cleared`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        company.entra.switches.missingOnLaterPages = new Set([property])
        const told = yield* company.sync
        assert.strictEqual(told.run.state, "succeeded")
        assert.deepStrictEqual(company.objects(), before)
        company.entra.switches.missingOnLaterPages = new Set()
        yield* company.putsRight
      })
    )
  }

  for (const property of ["mail", "userPrincipalName"]) {
    scenario(
      `${property}: the read is not believed`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        company.entra.switches.missingOnLaterPages = new Set([property])
        const told = yield* company.sync
        assertTold(told, "blocked", "guard.incomplete_read")
        assert.deepStrictEqual(company.objects(), before)
        company.entra.switches.missingOnLaterPages = new Set()
        yield* company.putsRight
      })
    )

    scenario(
      `${property}, with the guard off`,
      { ...beginning, guard: { enabled: false } },
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        company.entra.switches.missingOnLaterPages = new Set([property])
        const told = yield* company.sync
        assert.deepStrictEqual(did(told), {})
        assert.deepStrictEqual(company.objects(), before)
        company.entra.switches.missingOnLaterPages = new Set()
        yield* company.putsRight
      })
    )
  }

  scenario(
    "every scalar at once, and a change is seen all the same",
    beginning,
    Effect.fnUntraced(function*(company) {
      company.entra.switches.missingOnLaterPages = new Set(["displayName", "jobTitle", "accountEnabled"])
      yield* company.happens(changes(8, { department: "Sales" }))
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), { updated: 1 })
      assert.deepStrictEqual(
        told.entries.map((entry) => "changes" in entry ? entry.changes.map(({ field }) => field) : []),
        [
          ["department"]
        ]
      )
      company.entra.switches.missingOnLaterPages = new Set()
      yield* company.putsRight
    })
  )

  scenario(
    "the managers: each is asked for",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      company.entra.switches.managersNotExpanded = new Set(company.entra.tenant.slots.flatMap((one) => one?.id ?? []))
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.deepStrictEqual(company.objects(), before)
      company.entra.switches.managersNotExpanded = new Set()
      yield* company.putsRight
    })
  )

  scenario(
    "an explicit null does clear",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(changes(8, { jobTitle: null }))
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { updated: 1 })
      assert.isUndefined(company.record(8)?.values["Job Title"])
    })
  )
})
