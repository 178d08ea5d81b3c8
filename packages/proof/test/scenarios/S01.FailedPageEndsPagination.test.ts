/** A failed page ends pagination early, then cleanup removes everyone not seen (cartography). */
import { assert, describe } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import { entraId } from "../fixtures/Truths.ts"
import { assertTold, type Beginning, changes, type Company, did, everybody, joins, scenario } from "./Company.ts"

/** As often as a request is sent before it counts as failed. */
const attempts = 6

/** Three pages of users, of accounts and of records; Jira ends its list with a fourth, which is empty. */
const beginning: Beginning = { ...everybody(12), pageSize: 4 }

interface Source {
  readonly mark: "graph" | "jira" | "assets"
  readonly cause: string
  readonly path: RegExp
  readonly faults: (company: Company) => Faults.Faults
}

const sources: ReadonlyArray<Source> = [
  { mark: "graph", cause: "entra.Unavailable", path: /\/v1\.0\/users$/u, faults: ({ entra }) => entra.faults },
  {
    mark: "jira",
    cause: "jira.Unavailable",
    path: /\/api\/3\/users\/search$/u,
    faults: ({ atlassian }) => atlassian.faults
  },
  { mark: "assets", cause: "assets.Unavailable", path: /\/object\/aql$/u, faults: ({ atlassian }) => atlassian.faults }
]

/** Somebody is promoted, somebody is disabled, somebody joins, somebody is gone. */
const ordinaryDay = ({ happens }: Company) =>
  happens(
    changes(2, { jobTitle: "Head of Research" }),
    changes(5, { accountEnabled: false }),
    ...joins(13),
    { _tag: "DeletePerson", id: entraId(9) }
  )

for (const { cause, faults, mark, path } of sources) {
  const breaks = (company: Company, page: number, behave: Faults.Behaviour) =>
    faults(company).add({ match: { path }, after: page - 1, times: attempts, behave })

  describe(`S1: a page of ${mark} fails`, () => {
    scenario(
      "the first: the run fails, and nothing is written",
      beginning,
      Effect.fnUntraced(function*(company) {
        yield* ordinaryDay(company)
        const before = company.objects()
        breaks(company, 1, Faults.unavailable())
        const told = yield* company.sync
        assertTold(told, "failed", cause)
        assert.deepStrictEqual(company.objects(), before)
        const right = yield* company.putsRight
        assert.deepStrictEqual(did(right), { created: 1, updated: 1, inactivated: 2 })
      })
    )

    for (const [which, page] of [["in the middle", 2], ["the last", 3]] as const) {
      for (const [how, behave] of [["out of order", Faults.unavailable()], ["cut", Faults.cut]] as const) {
        scenario(
          `${which} (${how}): the guard stops the run`,
          beginning,
          Effect.fnUntraced(function*(company) {
            yield* ordinaryDay(company)
            const before = company.objects()
            breaks(company, page, behave)
            const told = yield* company.sync
            assertTold(told, "blocked", "guard.incomplete_read")
            assert.isFalse(told.plan?.watermark[mark].complete)
            assert.isNotEmpty(told.plan?.watermark[mark].reason)
            assert.deepStrictEqual(company.objects(), before)
            yield* company.putsRight
          })
        )
      }

      scenario(
        `${which}, with the guard off: nobody who was not seen is touched`,
        { ...beginning, guard: { enabled: false } },
        Effect.fnUntraced(function*(company) {
          yield* ordinaryDay(company)
          const before = company.active()
          breaks(company, page, Faults.unavailable())
          const told = yield* company.sync
          assert.strictEqual(told.run.state, "succeeded")
          assert.isFalse(told.plan?.watermark[mark].complete)
          assert.strictEqual(told.run.counts.created, 0)
          // Of those who were seen, what is said holds: 5 is disabled, and 9 is gone where Entra ID was read to its end.
          const gone = new Set(told.entries.flatMap((entry) => entry._tag === "Inactivate" ? [entry.entraId] : []))
          for (const id of gone) assert.include([entraId(5), entraId(9)], id)
          assert.deepStrictEqual(company.active(), before.filter((n) => ![...gone].some((id) => id === entraId(n))))
          yield* company.putsRight
        })
      )
    }
  })
}

describe("S1: a list that ends early without saying so", () => {
  scenario(
    "of Graph: whoever was not seen is asked for by id",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      company.entra.switches.endListAfterPage = 1
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.deepStrictEqual(company.objects(), before)
      company.entra.switches.endListAfterPage = undefined
      yield* company.putsRight
    })
  )

  scenario(
    "of Jira: whoever was not seen is asked for by id",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      company.atlassian.faults.add({
        match: { path: /\/api\/3\/users\/search$/u },
        after: 1,
        behave: Faults.answer(() => Respond.json(200, []))
      })
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.deepStrictEqual(company.objects(), before)
      yield* company.putsRight
    })
  )

  scenario(
    "of Assets: its own count says so, and the records are read again in parts",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      company.atlassian.faults.add({
        match: ({ url }) => /\/object\/aql\?.*startAt=[1-9]/u.test(url),
        times: "always",
        behave: Faults.answer(() => Respond.json(200, { isLast: true, values: [] }))
      })
      const told = yield* company.sync
      assert.isAbove(company.atlassian.faults.met(), 0)
      assert.deepStrictEqual(did(told), {})
      assert.deepStrictEqual(company.objects(), before)
      company.atlassian.faults.clear()
      yield* company.putsRight
    })
  )
})
