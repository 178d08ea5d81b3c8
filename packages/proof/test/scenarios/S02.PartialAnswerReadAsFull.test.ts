/** Partial memberships read as full; random members removed (awslabs/ssosync #236). Here: partial answers about absentees. */
import { assert, describe } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import { accountId, entraId } from "../fixtures/Truths.ts"
import { type Company, did, everybody, finds, scenario } from "./Company.ts"

const beginning = everybody(12)
const bulk = /\/api\/3\/user\/bulk$/u
const inner = /\/v1\.0\/users\/[^/]+$/u

/** Three people whom the list leaves out although they are there. */
const leaveOut = ({ entra }: Company) => {
  entra.switches.missingFromList = new Set([entraId(3), entraId(4), entraId(5)])
}

/** The accounts of customers only, instead of the people's; so nobody can say that the list is empty. */
const hideAccounts = ({ atlassian }: Company, hidden: ReadonlyArray<number>) => {
  const ids = new Set(hidden.map(accountId))
  const shown = atlassian.accounts().filter((account) => !ids.has(account.accountId))
  return atlassian.faults.add({
    match: { path: /\/api\/3\/users\/search$/u },
    behave: Faults.answer(() => Respond.json(200, shown))
  })
}

describe("S2: Graph answers a part of what was asked by id", () => {
  const answers: ReadonlyArray<readonly [string, Faults.Behaviour]> = [
    ["403", Faults.answer(() => Respond.json(403, { error: { code: "Authorization_RequestDenied", message: "" } }))],
    ["a gateway's 404", Faults.answer(() => Respond.html(404, "Not Found"))],
    ["429 for good", Faults.tooManyRequests()],
    ["200 without a body", Faults.answer(() => Respond.json(200, undefined))],
    ["somebody else", Faults.answer(() => Respond.json(200, { id: entraId(1) }))]
  ]
  for (const [how, behave] of answers) {
    scenario(
      `${how}: whoever was not answered for stays, and it is told`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        leaveOut(company)
        company.entra.faults.add({
          match: (request) => inner.test(new URL(request.url).pathname) && !request.url.includes(entraId(3)),
          times: "always",
          behave
        })
        const told = yield* company.sync
        assert.deepStrictEqual(did(told), {})
        assert.deepStrictEqual(company.objects(), before)
        assert.deepStrictEqual(
          finds(told, "absence_unconfirmed").map(({ entraIds }) => entraIds),
          [[entraId(4)], [entraId(5)]]
        )
        company.entra.faults.clear()
        company.entra.switches.missingFromList = new Set()
        yield* company.putsRight
      })
    )
  }

  scenario(
    "the batch leaves requests out",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      leaveOut(company)
      company.entra.faults.add({
        match: { path: /\/\$batch$/u },
        times: "always",
        behave: Faults.answer(() => Respond.json(200, { responses: [] }))
      })
      const told = yield* company.sync
      assert.deepStrictEqual(company.objects(), before)
      assert.lengthOf(finds(told, "absence_unconfirmed"), 3)
      company.entra.faults.clear()
      company.entra.switches.missingFromList = new Set()
      yield* company.putsRight
    })
  )
})

describe("S2: Jira answers a part of what was asked by id", () => {
  const user = (n: number) => ({
    accountId: accountId(n),
    accountType: "atlassian",
    active: true,
    displayName: "",
    emailAddress: `p${n}@x.io`
  })

  for (
    const [how, page] of [
      ["and says that there is more, but gives nothing more", { total: 3, isLast: false, values: [] }],
      ["and calls it the last although its total says otherwise", { total: 3, isLast: true, values: [user(3)] }]
    ] as const
  ) {
    scenario(
      `${how}: whoever was not answered for stays`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        hideAccounts(company, [3, 4, 5])
        company.atlassian.faults.add({
          match: { path: bulk },
          times: "always",
          behave: Faults.answer(() => Respond.json(200, { startAt: 0, maxResults: 3, ...page }))
        })
        const told = yield* company.sync
        assert.deepStrictEqual(company.objects(), before)
        assert.isNotEmpty(finds(told, "absence_unconfirmed"))
        company.atlassian.faults.clear()
        yield* company.putsRight
      })
    )
  }

  scenario(
    "in short pages: all of them are read",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hideAccounts(company, [3, 4, 5])
      company.atlassian.faults.add({
        match: { path: bulk },
        times: "always",
        behave: Faults.answer((request) => {
          const startAt = Number(new URL(request.url).searchParams.get("startAt"))
          const values = startAt > 2 ? [] : [user(3 + startAt)]
          return Respond.json(200, { startAt, maxResults: 1, total: 3, isLast: startAt >= 2, values })
        })
      })
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.deepStrictEqual(company.objects(), before)
      company.atlassian.faults.clear()
      yield* company.putsRight
    })
  )

  scenario(
    "none at all: the run fails and says so",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hideAccounts(company, [3, 4, 5])
      company.atlassian.faults.add({ match: { path: bulk }, times: "always", behave: Faults.unavailable() })
      const told = yield* company.sync
      assert.strictEqual(told.run.state, "failed")
      assert.strictEqual(told.run.failure?.cause, "jira.Unavailable")
      assert.deepStrictEqual(company.objects(), before)
      company.atlassian.faults.clear()
      yield* company.putsRight
    })
  )
})
