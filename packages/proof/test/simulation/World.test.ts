import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import * as Coverage from "../../src/simulation/Coverage.ts"
import * as Dice from "../../src/simulation/Dice.ts"
import type { Event } from "../../src/simulation/Event.ts"
import * as EventDraw from "../../src/simulation/EventDraw.ts"
import * as VirtualTime from "../../src/simulation/VirtualTime.ts"
import * as World from "../../src/simulation/World.ts"

/** The events of so many days in a world without an engine. */
const drawn = (seed: number, days: number) =>
  VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const dice = yield* Dice.make
      const organisation = yield* Generator.generate({ people: 20, seed })
      const world = yield* World.make({ organisation, now: clock.elapsedMillis })
      const events: Array<Event> = []
      for (let day = 0; day < days; day++) {
        for (const event of yield* EventDraw.next(dice, world)) {
          events.push(event)
          yield* world.apply(event)
        }
        yield* Effect.sleep("1 day")
      }
      return { events, people: world.entra.tenant.size(), accounts: world.atlassian.accounts().length }
    }).pipe(Random.withSeed(seed))
  )

it("every kind of event happens, as data, and the same seed draws the same", () => {
  const exit = drawn(3, 2000)
  assert.deepStrictEqual(drawn(3, 2000), exit)
  assert.isTrue(Exit.isSuccess(exit))
  if (!Exit.isSuccess(exit)) return
  const { events, people } = exit.value
  assert.deepStrictEqual([...new Set(events.map(({ _tag }) => _tag))].toSorted(), Coverage.events)
  assert.deepStrictEqual(JSON.parse(JSON.stringify(events)), events)
  assert.isAbove(people, 5)
})

it("an event whose subject is not there does nothing", () => {
  const exit = VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const organisation = yield* Generator.generate({ people: 5, seed: 1 })
      const world = yield* World.make({ organisation, now: clock.elapsedMillis })
      const nobody = "00000000-0000-4000-8000-000000000000"
      const events: ReadonlyArray<Event> = [
        { _tag: "ChangePerson", id: nobody, changes: { mail: null } },
        { _tag: "DeletePerson", id: nobody },
        { _tag: "PurgePerson", id: nobody },
        { _tag: "RestorePerson", id: nobody },
        { _tag: "ChangeAccount", accountId: nobody, changes: { active: false } },
        { _tag: "DeleteAccount", accountId: nobody },
        { _tag: "EditRecord", entraId: nobody, values: { "Job Title": "x" } },
        { _tag: "DeleteRecord", entraId: nobody },
        { _tag: "DuplicateRecord", entraId: nobody },
        { _tag: "RenameAttribute", attribute: "Job Title", to: "Title" }
      ]
      for (const event of events) yield* world.apply(event)
      assert.strictEqual(world.entra.tenant.size(), 5)
      assert.deepStrictEqual(world.atlassian.accounts(), organisation.accounts)
      assert.strictEqual(world.ownName("Title"), "Title")
    })
  )
  assert.isTrue(Exit.isSuccess(exit), String(exit))
})

it("remembers what was true of whom, and when", () => {
  const exit = VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const organisation = yield* Generator.generate({ people: 5, seed: 1 })
      const world = yield* World.make({ organisation, now: clock.elapsedMillis })
      const id = organisation.people[0]?.id ?? ""
      const first = organisation.people[0]?.jobTitle
      const titles = (since: number) => world.people.since(id, since).map((person) => person?.jobTitle)
      yield* Effect.sleep(100)
      yield* world.apply({ _tag: "ChangePerson", id, changes: { jobTitle: "Second" } })
      yield* Effect.sleep(100)
      yield* world.apply({ _tag: "DeletePerson", id })
      yield* Effect.sleep(100)
      assert.deepStrictEqual(titles(50), [first, "Second", undefined])
      assert.deepStrictEqual(titles(150), ["Second", undefined])
      assert.deepStrictEqual(titles(250), [undefined])
    })
  )
  assert.isTrue(Exit.isSuccess(exit), String(exit))
})
