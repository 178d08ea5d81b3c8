/** Each test lets the engine's own writer do something, right or wrong, without the engine that would ask first. */
import { assert, it } from "@effect/vitest"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import { EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import type * as Lease from "@entra-assets/core/model/Lease"
import { EmployeeWriter } from "@entra-assets/core/ports/EmployeeWriter"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import type { AtlassianPerson, EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Durable from "../../src/simulation/Durable.ts"
import * as Engine from "../../src/simulation/Engine.ts"
import type { Event } from "../../src/simulation/Event.ts"
import * as Invariants from "../../src/simulation/Invariants.ts"
import * as MortalProcess from "../../src/simulation/MortalProcess.ts"
import * as VirtualTime from "../../src/simulation/VirtualTime.ts"
import * as World from "../../src/simulation/World.ts"

const entraId = (n: number) => EntraId.make(`abcdef00-0000-4000-8000-${String(n).padStart(12, "0")}`)

const person = (n: number): EntraPerson => ({
  id: entraId(n),
  displayName: `Person ${n}`,
  givenName: null,
  surname: null,
  userPrincipalName: `p${n}@example.com`,
  mail: `p${n}@example.com`,
  otherMails: [],
  proxyAddresses: [],
  jobTitle: "Engineer",
  department: "Research",
  accountEnabled: true,
  userType: "Member",
  externalUserState: null,
  manager: n === 1 ? null : { kind: "user", id: entraId(1) }
})

const account = (n: number): AtlassianPerson => ({
  accountId: `712020:${entraId(n)}`,
  accountType: "atlassian",
  active: true,
  displayName: `Person ${n}`,
  emailAddress: `p${n}@example.com`,
  emailVisibility: "shown"
})

/** A record as the engine would write it. */
const record = (n: number) => ({
  name: `Person ${n}`,
  entraUserId: entraId(n),
  fullName: `Person ${n}`,
  email: `p${n}@example.com`,
  userPrincipalName: `p${n}@example.com`,
  jobTitle: "Engineer",
  department: "Research",
  atlassianAccountId: account(n).accountId,
  active: true
})

interface Scene {
  readonly writer: EmployeeWriter["Service"]
  readonly world: World.World
  readonly durable: Durable.Durable
  readonly happens: (...events: ReadonlyArray<Event>) => Effect.Effect<void>
}

const minute = 60_000
const day = 24 * 60 * minute

/** The numbers of the invariants that were violated, and what the engine is known to have written. */
const judged = (play: (scene: Scene) => Effect.Effect<unknown, unknown>) => {
  const exit = VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const numbers = [1, 2, 3]
      const organisation = {
        tenantId: "7e9d2f0a-51b8-4c3e-8a6f-0d4c9b1e2f33",
        domain: "example.com",
        people: numbers.map(person),
        accounts: numbers.map(account)
      }
      const world = yield* World.make({ organisation, now: clock.elapsedMillis })
      const durable = Durable.make()
      const invariants = Invariants.make({
        world,
        durable,
        now: clock.elapsedMillis,
        wallNow: () => clock.currentTimeMillisUnsafe(),
        windowMillis: day,
        graceMillis: minute
      })
      const settings = EntraAssets.settings({
        tenantId: organisation.tenantId,
        clientId: EntraSimulator.defaultApp.clientId
      })
      const process = MortalProcess.make({
        durable,
        client: SimulatorHttpClient.make([world.entra, world.atlassian]),
        storeMillis: Effect.succeed(1)
      })
      const happens = (...events: ReadonlyArray<Event>) => Effect.forEach(events, world.apply, { discard: true })
      const outcome = yield* process.run(
        Effect.flatMap(EmployeeWriter, (writer) => play({ writer, world, durable, happens })).pipe(
          Effect.provide(Engine.layer({ world, settings }))
        )
      )
      assert.isTrue(outcome._tag === "Ended" && Exit.isSuccess(outcome.exit), JSON.stringify(outcome))
      return { violated: invariants.violations().map(({ invariant }) => invariant), writes: invariants.writes() }
    })
  )
  if (Exit.isFailure(exit)) throw new Error(String(exit.cause))
  return exit.value
}

const violated = (play: (scene: Scene) => Effect.Effect<unknown, unknown>) => judged(play).violated

it("right writes violate nothing, and are counted", () => {
  const { violated, writes } = judged(({ happens, writer }) =>
    Effect.gen(function*() {
      const manager = yield* writer.create(record(1))
      const { objectId } = yield* writer.create({ ...record(2), manager: manager.objectId })
      yield* happens({ _tag: "ChangePerson", id: entraId(2), changes: { jobTitle: null, accountEnabled: false } })
      yield* writer.update(objectId, { jobTitle: null, active: false })
    })
  )
  assert.deepStrictEqual([violated, writes], [[], { created: 2, updated: 1 }])
})

it("what was true within the window may be written, and nothing older", () => {
  const late = (millis: number) =>
    violated(({ happens, writer }) =>
      Effect.gen(function*() {
        const { objectId } = yield* writer.create({ ...record(1), jobTitle: null })
        yield* happens({ _tag: "ChangePerson", id: entraId(1), changes: { jobTitle: "Lead" } })
        yield* Effect.sleep(millis)
        yield* writer.update(objectId, { jobTitle: "Engineer" })
      })
    )
  assert.deepStrictEqual(late(day - 1), [])
  assert.deepStrictEqual(late(day + 1), [13])
})

it("records of nobody are not touched (3)", () => {
  const edited = (millis: number) =>
    violated(({ happens, world, writer }) =>
      Effect.gen(function*() {
        const { objectId } = yield* writer.create(record(1))
        yield* world.atlassian.assets.editObject(objectId, { "Entra User ID": "nobody's" })
        yield* Effect.sleep(millis)
        yield* happens({ _tag: "ChangePerson", id: entraId(1), changes: { jobTitle: "Lead" } })
        yield* writer.update(objectId, { jobTitle: "Lead" })
      })
    )
  // An edit just before the write cannot be seen.
  assert.deepStrictEqual(edited(minute - 1), [])
  assert.deepStrictEqual(edited(minute + 1), [3])
  assert.deepStrictEqual(
    violated(({ happens, world, writer }) =>
      Effect.gen(function*() {
        yield* happens({ _tag: "AddRecord", values: { "Name": "Nobody", "Entra User ID": "hand" } })
        const [object] = world.records()
        yield* writer.update(ObjectId.make(object?.id ?? ""), { jobTitle: "Lead" })
      })
    ),
    [3]
  )
})

it("nobody is made inactive without a cause (4)", () => {
  assert.deepStrictEqual(
    violated(({ writer }) =>
      Effect.flatMap(writer.create(record(1)), ({ objectId }) => writer.update(objectId, { active: false }))
    ),
    [4]
  )
  const causes: ReadonlyArray<Event> = [
    { _tag: "DeletePerson", id: entraId(1) },
    { _tag: "ChangePerson", id: entraId(1), changes: { accountEnabled: false } },
    { _tag: "ChangeAccount", accountId: account(1).accountId, changes: { active: false } },
    { _tag: "DeleteAccount", accountId: account(1).accountId }
  ]
  for (const cause of causes) {
    assert.deepStrictEqual(
      violated(({ happens, writer }) =>
        Effect.gen(function*() {
          const { objectId } = yield* writer.create(record(1))
          yield* happens(cause)
          yield* writer.update(objectId, { active: false })
        })
      ),
      [],
      cause._tag
    )
  }
})

it("no second record of one person (5), unless the other was made by hand", () => {
  const second = (remaining: "own" | "copy") =>
    violated(({ happens, world, writer }) =>
      Effect.gen(function*() {
        const { objectId } = yield* writer.create(record(1))
        if (remaining === "copy") {
          yield* happens({ _tag: "DuplicateRecord", entraId: entraId(1) })
          yield* world.atlassian.assets.deleteObject(objectId)
        } else {
          // Another value for Assets, which would else refuse the second one itself.
          yield* world.atlassian.assets.editObject(objectId, { "Entra User ID": entraId(1).toUpperCase() })
        }
        yield* Effect.exit(writer.create({ ...record(1), name: "Second" }))
      })
    )
  assert.deepStrictEqual(second("copy"), [])
  assert.deepStrictEqual(second("own"), [5])
})

it("a record stays the same person's (7)", () => {
  assert.deepStrictEqual(
    violated(({ writer }) =>
      Effect.flatMap(
        writer.create(record(1)),
        ({ objectId }) => writer.update(objectId, { ...record(2), name: "Person 2" })
      )
    ),
    [7]
  )
})

it("a value that was never said is neither written nor cleared (13), under whatever name", () => {
  const cleared = (...events: ReadonlyArray<Event>) =>
    violated(({ happens, writer }) =>
      Effect.gen(function*() {
        const { objectId } = yield* writer.create(record(1))
        yield* happens(...events)
        yield* writer.update(objectId, { jobTitle: null })
      })
    )
  assert.deepStrictEqual(cleared(), [13])
  assert.deepStrictEqual(cleared({ _tag: "RenameAttribute", attribute: "Job Title", to: "Title" }), [13])
})

it("a link leads to the manager's own record (14)", () => {
  const linked = (manager: number) =>
    violated(({ writer }) =>
      Effect.gen(function*() {
        const { objectId } = yield* writer.create(record(manager))
        yield* writer.create({ ...record(2), manager: objectId })
      })
    )
  assert.deepStrictEqual(linked(1), [])
  assert.deepStrictEqual(linked(3), [14])
})

it("the lease has one holder at a time (10)", () => {
  const records = (...after: ReadonlyArray<Partial<Lease.LeaseRecord>>) =>
    violated(({ durable }) =>
      Effect.gen(function*() {
        const first: Lease.LeaseRecord = { fence: 1, owner: "a", holder: "a1", expiresAt: minute }
        let version = 0
        for (const change of [{}, ...after]) yield* durable.lease.replace(version++, { ...first, ...change })
      })
    )
  assert.deepStrictEqual(records({ expiresAt: 2 * minute }), [])
  assert.deepStrictEqual(records({ holder: null, expiresAt: 0 }, { fence: 2, owner: "b", holder: "b1" }), [])
  assert.deepStrictEqual(records({ fence: 2, owner: "b", holder: "b1" }), [10])
  assert.deepStrictEqual(records({ fence: 2, holder: "a2" }), [10])
  assert.deepStrictEqual(records({ holder: null }, { fence: 2, owner: "b", holder: "b1" }), [10])
  assert.deepStrictEqual(records({ holder: null }, { fence: 2, holder: "a2" }), [])
})
