import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { parse } from "../src/DirectoryCsv.ts"
import { generate } from "../src/Generator.ts"
import { nextDay } from "../src/NextDay.ts"
import type { EntraPerson, Organisation } from "../src/Organisation.ts"

const size = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 400 }))
const seed = Schema.Int

/** What two days differ in, seen from outside. */
const compare = (before: Organisation, after: Organisation) => {
  const was = new Map(before.people.map((person) => [person.id, person]))
  const is = new Map(after.people.map((person) => [person.id, person]))
  const accountWas = new Map(before.accounts.map((account) => [account.accountId, account]))
  const stayed = after.people.flatMap((now) => {
    const earlier = was.get(now.id)
    return earlier === undefined ? [] : [{ earlier, now }]
  })
  const isMoved = (earlier: EntraPerson, now: EntraPerson): boolean =>
    now.manager !== null && now.manager.id !== earlier.manager?.id
  return {
    hired: after.people.filter((person) => !was.has(person.id)),
    gone: before.people.filter((person) => !is.has(person.id)),
    disabled: stayed.filter(({ earlier, now }) => earlier.accountEnabled && !now.accountEnabled),
    deactivated: after.accounts.filter((account) =>
      !account.active && accountWas.get(account.accountId)?.active === true
    ),
    renamed: stayed.filter(({ earlier, now }) => now.userPrincipalName !== earlier.userPrincipalName),
    retitled: stayed.filter(({ earlier, now }) => now.jobTitle !== earlier.jobTitle),
    relocated: stayed.filter(({ earlier, now }) => now.department !== earlier.department),
    moved: stayed.filter(({ earlier, now }) => isMoved(earlier, now)),
    readdressed: after.accounts.filter((account) => {
      const earlier = accountWas.get(account.accountId)
      return earlier !== undefined && earlier.emailAddress !== account.emailAddress
    }),
    newAccounts: after.accounts.filter((account) => !accountWas.has(account.accountId))
  }
}

it.effect.prop(
  "the summary says what a comparison of the two days finds",
  { size, seed },
  ({ seed, size }) =>
    Effect.gen(function*() {
      const before = yield* generate({ people: size, seed })
      const { organisation, summary } = yield* nextDay(before, seed)
      const found = compare(before, organisation)
      assert.deepStrictEqual(summary, {
        hired: found.hired.length,
        left: found.gone.length + found.disabled.length + found.deactivated.length,
        renamed: found.renamed.length,
        retitled: found.retitled.length,
        moved: found.moved.length
      })
      assert.strictEqual(found.newAccounts.length, summary.hired)
      assert.strictEqual(organisation.accounts.length, before.accounts.length + summary.hired)
    }),
  { arbitrary: { runs: 60 } }
)

it.effect.prop("the day leaves a sound organisation", { size, seed }, ({ seed, size }) =>
  Effect.gen(function*() {
    const { organisation } = yield* nextDay(yield* generate({ people: size, seed }), seed)
    const { accounts, people } = organisation
    const ids = new Set(people.map((person) => person.id))
    assert.strictEqual(ids.size, people.length)
    assert.strictEqual(new Set(accounts.map((account) => account.accountId)).size, accounts.length)
    assert.strictEqual(new Set(people.map((person) => person.userPrincipalName.toLowerCase())).size, people.length)
    assert.strictEqual(new Set(accounts.map((account) => account.emailAddress.toLowerCase())).size, accounts.length)
    assert.isTrue(people.every(({ manager }) => manager?.kind !== "user" || ids.has(manager.id)))
  }), { arbitrary: { runs: 60 } })

it.effect.prop(
  "from 50 people up every event occurs, and few records turn inactive",
  { size: Schema.Int.check(Schema.isBetween({ minimum: 50, maximum: 1000 })), seed },
  ({ seed, size }) =>
    Effect.gen(function*() {
      const before = yield* generate({ people: size, seed })
      const { summary } = yield* nextDay(before, seed)
      assert.isTrue(Object.values(summary).every((count) => count >= 1), JSON.stringify(summary))
      assert.isAtMost(summary.left, 0.02 * size)
    }),
  { arbitrary: { runs: 40 } }
)

it.effect("people leave in three ways, and departments change too", () =>
  Effect.gen(function*() {
    const before = yield* generate({ people: 1000, seed: 1 })
    const found = compare(before, (yield* nextDay(before, 1)).organisation)
    for (const changed of [found.gone, found.disabled, found.deactivated, found.relocated]) {
      assert.isAbove(changed.length, 0)
    }
  }))

it.effect("a rename keeps the ids, and the old address as an alias; not every account follows", () =>
  Effect.gen(function*() {
    const before = yield* generate({ people: 1000, seed: 1 })
    const { organisation, summary } = yield* nextDay(before, 1)
    const { readdressed, renamed } = compare(before, organisation)
    for (const { earlier, now } of renamed) {
      assert.notStrictEqual(now.displayName, earlier.displayName)
      if (earlier.mail !== null) {
        assert.include(now.proxyAddresses, `SMTP:${now.mail}`)
        assert.include(now.proxyAddresses, `smtp:${earlier.mail}`)
      }
    }
    assert.isAbove(readdressed.length, 0)
    assert.isBelow(readdressed.length, summary.renamed)
    const newAddresses = renamed.map(({ now }) => now.mail ?? now.userPrincipalName)
    assert.isTrue(readdressed.every((account) => newAddresses.includes(account.emailAddress)))
  }))

it.effect("no move closes a ring", () =>
  Effect.gen(function*() {
    const before = yield* generate({ people: 2000, seed: 4 })
    const { organisation } = yield* nextDay(before, 4)
    const managers = new Set(organisation.people.map(({ manager }) => manager?.id))
    const { moved } = compare(before, organisation)
    assert.isAbove(moved.length, 0)
    assert.isTrue(moved.every(({ now }) => !managers.has(now.id)))
  }))

it.effect("days follow each other under one seed, and the same one again is the same", () =>
  Effect.gen(function*() {
    const first = yield* generate({ people: 300, seed: 1 })
    const second = yield* nextDay(first, 1)
    const third = yield* nextDay(second.organisation, 1)
    assert.deepStrictEqual(yield* nextDay(first, 1), second)
    const ids = third.organisation.people.map((person) => person.id)
    assert.strictEqual(new Set(ids).size, ids.length)
    assert.strictEqual(
      third.organisation.accounts.length,
      first.accounts.length + second.summary.hired + third.summary.hired
    )
  }))

it.effect("a company from a file has a next day too, even without any tree", () =>
  Effect.gen(function*() {
    const rows = Array.from({ length: 60 }, (_, at) =>
      `${at},,Ann${at},Lee,Clerk,ann${at},ann${at}@example.com,Office,Current`)
    const header = "employeeKey,parentEmployeeKey,firstName,lastName,title,loginId,emailAddress,department,status"
    const before = yield* parse([header, ...rows].join("\n"))
    const { organisation, summary } = yield* nextDay(before, 1)
    assert.deepStrictEqual(summary, { hired: 1, left: 1, renamed: 1, retitled: 1, moved: 1 })
    const [hire] = compare(before, organisation).hired
    assert.match(hire?.mail ?? "", /@example\.com$/)
  }))
