import { assert, describe, it } from "@effect/vitest"
import { AbsenceAnswer, absences, ask, gather, missing, portions, read, world } from "@entra-assets/core/sync/Evidence"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { fakeAssets, type Sources } from "../fixtures/FakeAssets.ts"
import { fakeAccounts, fakeDirectory, sourceError } from "../fixtures/FakeSources.ts"
import { account, accountId, entraId, linkedTo, record, reportsTo, user } from "../fixtures/People.ts"

const gathered = Effect.fnUntraced(function*(sources: Sources) {
  const directory = fakeDirectory(sources.entra ?? {})
  const accounts = fakeAccounts(sources.jira ?? {})
  const world = yield* gather().pipe(
    Effect.provide(Layer.mergeAll(directory.layer, accounts.layer, fakeAssets(sources.assets ?? {}).reader))
  )
  return {
    world,
    asked: { users: directory.asked.users, accounts: accounts.asked, managers: directory.asked.managers },
    askedHow: directory.asked.deletions
  }
})

const nobody = { users: [], accounts: [], managers: [] }

describe("gather", () => {
  it.effect("asks for nobody when everybody was seen", () =>
    Effect.gen(function*() {
      const { asked, world } = yield* gathered({
        entra: { users: [user(1, reportsTo(2)), user(2), user(3)] },
        jira: { accounts: [account(1), account(2), account(3)] },
        assets: { employees: [record(1, linkedTo(2)), record(2)] }
      })
      assert.deepStrictEqual(asked, nobody)
      assert.deepStrictEqual([world.users._tag, world.accounts._tag, world.employees._tag], [
        "Complete",
        "Complete",
        "Complete"
      ])
    }))

  it.effect("asks exactly for those who are bound and missing", () =>
    Effect.gen(function*() {
      const { asked } = yield* gathered({
        entra: { users: [user(1)] },
        jira: { accounts: [account(2)] },
        assets: {
          employees: [
            record(1),
            record(2),
            record(3),
            // Nobody is bound to these.
            record(4, { atlassianAccountId: null }),
            record(5, { entraUserId: "someone" })
          ]
        }
      })
      assert.deepStrictEqual(asked, {
        users: [entraId(2), entraId(3)],
        accounts: [accountId(1), accountId(3)],
        managers: []
      })
    }))

  it.effect("does not ask for a person whose record is inactive already: nothing would be written", () =>
    Effect.gen(function*() {
      const { asked } = yield* gathered({
        jira: { accounts: [account(1)] },
        assets: { employees: [record(1, { active: false })] }
      })
      assert.deepStrictEqual(asked, nobody)
    }))

  it.effect("takes only \"not found\" for gone, and keeps whom it finds", () =>
    Effect.gen(function*() {
      const { world } = yield* gathered({
        entra: { users: [user(4)], gone: [entraId(1)], unlisted: [user(2)] },
        jira: { accounts: [account(4)], gone: [accountId(1)], unlisted: [account(2)] },
        assets: { employees: [record(1), record(2), record(3)] }
      })
      assert.deepStrictEqual(Array.from(world.goneUsers.keys()), [entraId(1)])
      assert.deepStrictEqual(Array.from(world.goneAccounts.keys()), [accountId(1)])
      assert.deepStrictEqual(world.users.values, [user(4), user(2)])
      assert.deepStrictEqual(world.accounts.values, [account(4), account(2)])
    }))

  it.effect("whoever gave no answer stays, and is named", () =>
    Effect.gen(function*() {
      const { world } = yield* gathered({
        entra: { users: [user(3)], gone: [entraId(1)] },
        jira: { accounts: [account(1), account(3)] },
        assets: { employees: [record(1), record(2), record(3, linkedTo(1))] }
      })
      assert.deepStrictEqual(Array.from(world.goneUsers.keys()), [entraId(1)])
      assert.deepStrictEqual(world.unconfirmed, [
        { _tag: "User", id: entraId(2), why: "unanswered" },
        { _tag: "Account", id: accountId(2), why: "unanswered" },
        { _tag: "Manager", id: entraId(3), why: "unanswered" }
      ])
    }))

  it.effect("asks how those were deleted who are gone, and nobody else", () =>
    Effect.gen(function*() {
      const { askedHow, world } = yield* gathered({
        entra: { users: [user(4)], gone: [entraId(1), entraId(2)], deletions: new Map([[entraId(1), "soft"]]) },
        jira: { accounts: [account(4)] },
        assets: { employees: [record(1), record(2), record(3)] }
      })
      assert.deepStrictEqual(askedHow, [entraId(1), entraId(2)])
      assert.deepStrictEqual(Array.from(world.deletions), [[entraId(1), "soft"]])
    }))

  it.effect("a partial source proves nothing, so nobody is asked for", () =>
    Effect.gen(function*() {
      const { asked, world } = yield* gathered({
        entra: { users: [user(9)], error: sourceError("entra"), gone: [entraId(1)] },
        jira: { accounts: [account(9)], error: sourceError("jira"), gone: [accountId(1)] },
        assets: { employees: [record(1)] }
      })
      assert.deepStrictEqual(asked, nobody)
      assert.deepStrictEqual([world.goneUsers.size, world.goneAccounts.size], [0, 0])
      assert.deepStrictEqual([world.users._tag, world.accounts._tag], ["Partial", "Partial"])
    }))

  it.effect("asks for a manager that is absent while the record has one; only \"not found\" means none", () =>
    Effect.gen(function*() {
      const { asked, world } = yield* gathered({
        entra: {
          users: [user(1), user(2), user(3), user(4), user(5, reportsTo(1))],
          managers: new Map([[entraId(1), null], [entraId(2), reportsTo(5).manager]])
        },
        jira: { accounts: [1, 2, 3, 4, 5].map((n) => account(n)) },
        assets: {
          employees: [
            record(1, linkedTo(5)),
            record(2, linkedTo(5)),
            record(3, { managerAtlassianAccountId: accountId(5) }),
            record(4),
            record(5, linkedTo(4))
          ]
        }
      })
      assert.deepStrictEqual(asked, { ...nobody, managers: [entraId(1), entraId(2), entraId(3)] })
      assert.deepStrictEqual(Array.from(world.managers), [
        [entraId(1), { _tag: "None" }],
        [entraId(2), { _tag: "Manager", ...reportsTo(5) }]
      ])
    }))

  const refusals = {
    entra: { entra: { users: [user(1)], error: sourceError("entra", "Unauthorized") } },
    jira: { jira: { error: sourceError("jira") } },
    assets: { assets: { error: sourceError("assets") } }
  }
  for (const [source, sources] of Object.entries(refusals)) {
    it.effect(`fails with the error of ${source} when it gives nothing or refuses us`, () =>
      Effect.gen(function*() {
        const result = yield* Effect.result(gathered(sources))
        assert.strictEqual(Result.isFailure(result) ? result.failure.source : "", source)
      }))
  }
})

describe("a list that cannot be everything is not believed, so nobody is asked for and nobody is gone", () => {
  const employees = [record(1), record(2)]
  const { mail: _, ...withoutMail } = user(2)

  const cases: Record<string, Sources> = {
    "Graph lists nobody": { entra: { users: [] }, jira: { accounts: [account(1), account(2)] } },
    "Jira lists nobody": { entra: { users: [user(1), user(2)] }, jira: { accounts: [] } },
    "Graph leaves out mail": {
      entra: { users: [user(1), withoutMail] },
      jira: { accounts: [account(1), account(2)] }
    }
  }

  for (const [name, sources] of Object.entries(cases)) {
    it.effect(name, () =>
      Effect.gen(function*() {
        const { asked, world } = yield* gathered({ ...sources, assets: { employees } })
        assert.include([world.users._tag, world.accounts._tag], "Partial")
        assert.deepStrictEqual(asked, nobody)
        assert.strictEqual(world.goneUsers.size + world.goneAccounts.size, 0)
      }))
  }

  it.effect("an empty company without records is complete", () =>
    Effect.gen(function*() {
      const { world } = yield* gathered({ entra: { users: [] }, jira: { accounts: [] } })
      assert.deepStrictEqual([world.users._tag, world.accounts._tag], ["Complete", "Complete"])
    }))
})

describe("step by step", () => {
  const sources: Sources = {
    entra: {
      users: [user(9)],
      gone: [1, 2, 3].map(entraId),
      unlisted: [user(4)],
      deletions: new Map([[entraId(2), "hard"]])
    },
    jira: { accounts: [account(9)], gone: [1, 2].map(accountId), unlisted: [account(3), account(4)] },
    assets: { employees: [1, 2, 3, 4, 5].map((n) => record(n)) }
  }
  const layer = Layer.mergeAll(
    fakeDirectory(sources.entra ?? {}).layer,
    fakeAccounts(sources.jira ?? {}).layer,
    fakeAssets(sources.assets).reader
  )

  it.effect("portions of any size, stored and read back, give the world that one step gives", () =>
    Effect.gen(function*() {
      const whole = yield* gather()
      const sources = yield* read()
      for (const size of [1, 2, 3, 100]) {
        const answers: Array<AbsenceAnswer> = []
        for (const portion of portions(missing(sources), size)) {
          const stored = yield* encode(yield* ask(portion))
          answers.push(...yield* decode(stored))
        }
        assert.deepStrictEqual(world(sources, answers), whole)
      }
    }).pipe(Effect.provide(layer)))

  it.effect("an absence that has to be repeated keeps the person until it was", () =>
    Effect.gen(function*() {
      const sources = yield* read()
      const answers = yield* ask(missing(sources))
      assert.deepStrictEqual(absences(answers), [
        ...[1, 2, 3].map((n) => ({ _tag: "User", id: entraId(n) }) as const),
        ...[1, 2].map((n) => ({ _tag: "Account", id: accountId(n) }) as const)
      ])
      const { goneAccounts, goneUsers, unconfirmed } = world(
        sources,
        answers,
        ({ _tag, id }) => _tag === "User" && id !== entraId(3)
      )
      assert.deepStrictEqual(Array.from(goneUsers.keys()), [entraId(1), entraId(2)])
      assert.strictEqual(goneAccounts.size, 0)
      assert.deepStrictEqual(unconfirmed.filter(({ why }) => why === "unrepeated"), [
        { _tag: "User", id: entraId(3), why: "unrepeated" },
        { _tag: "Account", id: accountId(1), why: "unrepeated" },
        { _tag: "Account", id: accountId(2), why: "unrepeated" }
      ])
    }).pipe(Effect.provide(layer)))

  it("answers prove nothing about a source that was not read to its end", () => {
    const { goneUsers, unconfirmed } = world(
      {
        users: { _tag: "Partial", values: [], readStartedAt: 0, reason: "The source stopped answering." },
        accounts: { _tag: "Complete", values: [account(1)], readStartedAt: 0 },
        employees: { _tag: "Complete", values: [record(1)], readStartedAt: 0 }
      },
      [{ _tag: "User", answer: { _tag: "NotFound", id: entraId(1) } }]
    )
    assert.strictEqual(goneUsers.size, 0)
    assert.deepStrictEqual(unconfirmed, [{ _tag: "User", id: entraId(1), why: "unanswered" }])
  })
})

const Stored = Schema.fromJsonString(Schema.Array(AbsenceAnswer))
const encode = Schema.encodeEffect(Stored)
const decode = Schema.decodeEffect(Stored)
