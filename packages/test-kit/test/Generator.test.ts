import { assert, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { generate } from "../src/Generator.ts"
import type { Organisation } from "../src/Organisation.ts"
import * as Mess from "./fixtures/Mess.ts"

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const accountId = new RegExp(`^([0-9a-f]{24}|712020:${guid.source.slice(1, -1)})$`)

const size = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 600 }))
const seed = Schema.Int
const share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

const isDistinct = (values: ReadonlyArray<string>): boolean => new Set(values).size === values.length

const assertSound = (organisation: Organisation): void => {
  const { accounts, people } = organisation
  const ids = new Set(people.map((person) => person.id))
  assert.match(organisation.tenantId, guid)
  assert.isTrue(people.every((person) => guid.test(person.id)), "GUIDs")
  assert.strictEqual(ids.size, people.length, "distinct ids")
  assert.isTrue(isDistinct(people.map((person) => person.userPrincipalName.toLowerCase())), "distinct UPNs")
  assert.isTrue(accounts.every((account) => accountId.test(account.accountId)), "account ids")
  assert.isTrue(isDistinct(accounts.map((account) => account.accountId)), "distinct account ids")
  assert.isTrue(isDistinct(accounts.map((account) => account.emailAddress.toLowerCase())), "distinct account addresses")
  for (const { displayName, manager, userPrincipalName, userType } of people) {
    assert.isTrue(manager?.kind !== "user" || ids.has(manager.id), "managers exist")
    assert.strictEqual(userPrincipalName.includes("#EXT#"), userType === "Guest")
    assert.isAtMost(displayName?.length ?? 0, 256)
  }
}

it.effect.prop(
  "the company has exactly the people asked for, and is sound",
  { size, seed, share },
  ({ seed, share, size }) =>
    Effect.gen(function*() {
      const organisation = yield* generate({ people: size, seed, accountShare: share })
      assert.strictEqual(organisation.people.length, size)
      assertSound(organisation)
    }),
  { arbitrary: { runs: 60 } }
)

it.effect.prop(
  "Jira has at most 1.1 accounts for each person",
  { size, seed, share },
  ({ seed, share, size }) =>
    Effect.gen(function*() {
      const { accounts } = yield* generate({ people: size, seed, accountShare: share })
      assert.isAtMost(accounts.length, size < 20 ? size + 1 : size * 1.1)
    }),
  { arbitrary: { runs: 100 } }
)

it.effect.prop("the same options make the same company", { size, seed }, ({ seed, size }) =>
  Effect.gen(function*() {
    const options = { people: size, seed }
    assert.deepStrictEqual(yield* generate(options), yield* generate(options))
  }), { arbitrary: { runs: 10 } })

it.effect("another seed makes another company", () =>
  Effect.gen(function*() {
    const one = yield* generate({ people: 50, seed: "one" })
    const two = yield* generate({ people: 50, seed: "two" })
    const known = new Set(one.people.map((person) => person.id))
    assert.isFalse(two.people.some((person) => known.has(person.id)))
  }))

it.effect("one person is the head of the company, with an account", () =>
  Effect.gen(function*() {
    const { accounts, people } = yield* generate({ people: 1, seed: 1 })
    assert.deepStrictEqual(people.map(({ jobTitle, manager }) => ({ jobTitle, manager })), [
      { jobTitle: "Chief Executive Officer", manager: null }
    ])
    assert.deepStrictEqual(accounts.map((account) => account.emailAddress), people.map((person) => person.mail))
  }))

it.effect.each([0, -1, 1.5, Number.NaN])("%s people are a defect", (people) =>
  Effect.gen(function*() {
    const cause = yield* Effect.flip(Effect.sandbox(generate({ people, seed: 1 })))
    assert.include(String(Cause.squash(cause)), `people is a whole number from 1 on, not ${people}`)
  }))

const seeds = Array.from({ length: 12 }, (_, seed) => seed)

for (const [kind, find] of Object.entries(Mess.kinds)) {
  it.effect(`${kind}: from 200 people up, and never many`, () =>
    Effect.gen(function*() {
      for (const seed of seeds) {
        const found = find(Mess.view(yield* generate({ people: 200, seed })))
        assert.isAbove(found.length, 0, `seed ${seed}`)
      }
      const found = find(Mess.view(yield* generate({ people: 3000, seed: 1 })))
      assert.isAbove(found.length, 0)
      assert.isBelow(found.length, 0.2 * 3000)
    }))
}

it.effect("the tree has one head, spans of about five to nine, and grows deeper with the company", () =>
  Effect.gen(function*() {
    const depths: Array<number> = []
    for (const people of [20, 200, 2000]) {
      const view = Mess.view(yield* generate({ people, seed: 5 }))
      const heads = view.people.filter((person) => person.jobTitle === "Chief Executive Officer")
      assert.strictEqual(heads.length, 1)
      const chains = view.people.map(view.chain)
      const staff = view.people.filter((person) => person.surname !== null && person.userType === "Member")
      const underHead = chains.filter((chain) => heads.some((head) => chain.at(-1) === head))
      assert.isAbove(underHead.length, 0.9 * (staff.length - 1))
      const spans = new Map<string, number>()
      for (const [manager] of underHead) {
        if (manager !== undefined) spans.set(manager.id, (spans.get(manager.id) ?? 0) + 1)
      }
      const mean = underHead.length / spans.size
      assert.isTrue(mean > 3 && mean < 9, `mean span ${mean}`)
      assert.isAtMost(Math.max(...spans.values()), 11)
      depths.push(Math.max(...chains.map((chain) => chain.length)))
    }
    const [small = 0, middle = 0, large = 0] = depths
    assert.isTrue(small < middle && middle < large, String(depths))
  }))

it.effect("accountShare says how many of the staff have an account", () =>
  Effect.gen(function*() {
    const few = yield* generate({ people: 1000, seed: 1, accountShare: 0.3 })
    const many = yield* generate({ people: 1000, seed: 1, accountShare: 1 })
    assert.isBelow(few.accounts.length, 500)
    assert.isAbove(many.accounts.length, 950)
  }))
