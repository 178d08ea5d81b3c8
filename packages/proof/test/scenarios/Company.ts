/**
 * A small company on the simulated services, and the real engine that syncs it: what the scenarios are told with. Every
 * sync comes a day after the last one and is a process of its own, of which nothing but the stores is left. All that it
 * writes is judged by the invariants of the simulation, all that it logs is searched for secrets and addresses, and the
 * oracle says what is right in the end.
 */
import { assert, it } from "@effect/vitest"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import type { Finding, FindingCode } from "@entra-assets/core/model/Finding"
import type { GuardLimits } from "@entra-assets/core/model/GuardLimits"
import type { Settings } from "@entra-assets/core/model/Settings"
import type { SourceError } from "@entra-assets/core/model/SourceError"
import type { Entry } from "@entra-assets/core/plan/Entry"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import type { Run } from "@entra-assets/core/sync/Run"
import * as RunDetails from "@entra-assets/core/sync/RunDetails"
import { runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import type { AssetsAdmin, AssetsObject, ObjectChange } from "@entra-assets/test-kit/AssetsAdmin"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import type { AtlassianPerson, EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Cause from "effect/Cause"
import type * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import type { KeyValueStore } from "effect/persistence/KeyValueStore"
import * as Random from "effect/Random"
import * as Stream from "effect/Stream"
import { disagreements } from "../../src/oracle/Disagreements.ts"
import * as Oracle from "../../src/oracle/Oracle.ts"
import { entraIdOf, valueOf } from "../../src/oracle/Truth.ts"
import * as Durable from "../../src/simulation/Durable.ts"
import * as Engine from "../../src/simulation/Engine.ts"
import type { Event } from "../../src/simulation/Event.ts"
import * as Invariants from "../../src/simulation/Invariants.ts"
import * as LogScan from "../../src/simulation/LogScan.ts"
import * as MortalProcess from "../../src/simulation/MortalProcess.ts"
import * as VirtualTime from "../../src/simulation/VirtualTime.ts"
import * as World from "../../src/simulation/World.ts"
import { account, entraId, person } from "../fixtures/Truths.ts"

export interface Beginning {
  readonly people: ReadonlyArray<EntraPerson>
  readonly accounts: ReadonlyArray<AtlassianPerson>
  readonly switches?: Partial<AtlassianSwitches>
  readonly settings?: Partial<Pick<Settings, "absenceRuns" | "indexLagSeconds">>
  /** The guard's own limits unless said. */
  readonly guard?: Partial<Pick<GuardLimits, "enabled">>
  /** Items in one page of each list; the services' largest unless said. */
  readonly pageSize?: number
  /** The invariants that this story breaks, with the reason why nothing can be done about it. */
  readonly concedes?: {
    readonly invariants: ReadonlyArray<Invariants.Violation["invariant"]>
    readonly because: string
  }
}

/** What a sync did, and what it told. */
export interface Told {
  readonly run: Run
  /** `null` when the run did not come to a plan. */
  readonly plan: PlanHeader | null
  readonly entries: ReadonlyArray<Entry>
  /** Of the plan, and of what came up while writing. */
  readonly findings: ReadonlyArray<Finding>
  /** What took effect in Assets. */
  readonly changes: ReadonlyArray<ObjectChange>
}

/** All that work in a process of the host can ask for. */
type Engaged = EntraAssets.Provided | KeyValueStore | LeaseStore | Digest.Digest

/** What kills a process. */
interface Fate {
  readonly death?: MortalProcess.Death
  /** The host's time limit. */
  readonly limitMillis?: number
}

export interface Company {
  readonly entra: EntraSimulator.EntraSimulator
  readonly atlassian: AtlassianSimulator
  readonly assets: AssetsAdmin
  readonly durable: Durable.Durable
  readonly settings: Settings
  /** Lets things happen, in this order. */
  readonly happens: (...events: ReadonlyArray<Event>) => Effect.Effect<void>
  /** The next day's manual sync, to its end. */
  readonly sync: Effect.Effect<Told>
  /** Works in a process of its own, which may be killed. */
  readonly process: <A, E>(
    work: Effect.Effect<A, E, Engaged>,
    fate?: Fate
  ) => Effect.Effect<MortalProcess.Outcome<A, E | SourceError>>
  /** The same for work that nothing kills. */
  readonly work: <A, E>(work: Effect.Effect<A, E, Engaged>) => Effect.Effect<A>
  /** Why the engine does not even start. */
  readonly refused: Effect.Effect<SourceError>
  /** Approves a run that the guard stopped, and lets it go on to its end. */
  readonly approve: (run: Run) => Effect.Effect<Run>
  /** What a run of any kind did. */
  readonly told: (run: Run) => Effect.Effect<Omit<Told, "changes">, unknown, Engaged>
  /**
   * Nothing interferes any more: one more sync puts everything right, as the oracle sees it, and the one after that has
   * nothing to write.
   */
  readonly putsRight: Effect.Effect<Told>
  /** Employee objects by the numbers of their people, as they are now; those of nobody are left out. */
  readonly record: (n: number) => AssetsObject | undefined
  /** The numbers of those whose record says that they are active. */
  readonly active: () => ReadonlyArray<number>
  /** Every object of the site. */
  readonly objects: () => ReadonlyArray<AssetsObject>
  /** Every line that was logged. */
  readonly logged: () => ReadonlyArray<string>
}

// ---------------------------------------------------------------------------------------------------------------------
// telling
// ---------------------------------------------------------------------------------------------------------------------

/** A test in virtual time, that begins after a first good sync of the company. */
export const scenario = <E>(
  name: string,
  beginning: Beginning,
  story: (company: Company) => Effect.Effect<void, E>
): void => {
  it(name, () => {
    const exit = VirtualTime.run(
      (clock) =>
        Effect.gen(function*() {
          const { company, violations } = yield* open(clock, beginning)
          const first = yield* company.sync
          assert.strictEqual(first.run.state, "succeeded", first.run.failure?.message)
          yield* story(company)
          assert.deepStrictEqual(
            violations().map(({ invariant }) => invariant),
            [...beginning.concedes?.invariants ?? []],
            violations().map(({ message }) => message).join("; ")
          )
        }).pipe(Random.withSeed(name)),
      { startMillis: Date.UTC(2026, 10, 2, 6) }
    )
    if (Exit.isFailure(exit)) throw Cause.squash(exit.cause)
  })
}

/** People 1 to `count`, each with an account. */
export const everybody = (
  count: number,
  fields: (n: number) => Partial<EntraPerson> = () => ({})
): Pick<Beginning, "people" | "accounts"> => ({
  people: numbers(count).map((n) => person(n, fields(n))),
  accounts: numbers(count).map((n) => account(n))
})

export const numbers = (count: number, from = 1): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => from + index)

/** Somebody who joins, with an account. */
export const joins = (n: number, fields: Partial<EntraPerson> = {}): ReadonlyArray<Event> => [
  { _tag: "AddPerson", person: person(n, fields) },
  { _tag: "AddAccount", account: account(n) }
]

export const changes = (n: number, fields: Partial<Omit<EntraPerson, "id">>): Event => ({
  _tag: "ChangePerson",
  id: entraId(n),
  changes: fields
})

/** A finding with its ids as plain texts. */
interface Found {
  readonly accountIds: ReadonlyArray<string>
  readonly entraIds: ReadonlyArray<string>
  readonly objectIds: ReadonlyArray<string>
}

/** The findings of one code. */
export const finds = ({ findings }: Pick<Told, "findings">, code: FindingCode): ReadonlyArray<Found> =>
  findings.filter((finding) => finding.code === code)

/** What was done to records, without what was not. */
export const did = ({ run }: Pick<Told, "run">): Partial<Run["counts"]> =>
  Object.fromEntries(Object.entries(run.counts).filter(([, count]) => count > 0))

/** A person has been told what happened and what to do. */
export const assertTold = ({ run }: Pick<Told, "run">, state: Run["state"], cause: string): void => {
  assert.strictEqual(run.state, state)
  assert.strictEqual(run.failure?.cause, cause)
  assert.isNotEmpty(run.failure?.message)
  assert.isNotEmpty(run.failure?.nextStep)
}

// ---------------------------------------------------------------------------------------------------------------------
// the company
// ---------------------------------------------------------------------------------------------------------------------

const tenantId = "7e9d2f0a-51b8-4c3e-8a6f-0d4c9b1e2f33"

const open = Effect.fnUntraced(function*(clock: VirtualTime.VirtualClock, beginning: Beginning) {
  const { accounts, guard, pageSize, people, switches } = beginning
  const world = yield* World.make({
    now: clock.elapsedMillis,
    organisation: { tenantId, domain: "x.io", people, accounts },
    ...(switches !== undefined && { switches })
  })
  const durable = Durable.make()
  const invariants = Invariants.make({
    world,
    durable,
    now: clock.elapsedMillis,
    wallNow: () => clock.currentTimeMillisUnsafe(),
    windowMillis: 3_600_000,
    graceMillis: 60_000
  })
  const settings = EntraAssets.settings({
    tenantId,
    clientId: EntraSimulator.defaultApp.clientId,
    ...beginning.settings,
    ...(guard !== undefined && { guard })
  })
  const { atlassian, entra } = world
  const { assets } = atlassian
  const client = SimulatorHttpClient.make([entra, atlassian])
  const scan = LogScan.make({
    secrets: Engine.secrets(world),
    violate: (message) => invariants.violate(11, message)
  })
  const engine = Layer.merge(
    Engine.layer({ world, settings, ...(pageSize !== undefined && { pageSize }) }),
    Engine.digest
  ).pipe(
    Layer.provideMerge(Logger.layer([scan.logger]))
  )
  const written: Array<ObjectChange> = []
  assets.observe((change) => {
    if (change.accountId === atlassian.appAccountId) written.push(change)
  })

  const process: Company["process"] = (work, { death, limitMillis } = {}) =>
    Effect.suspend(() => {
      const host = MortalProcess.make({
        durable,
        client,
        storeMillis: Effect.succeed(0),
        ...(death !== undefined && { death })
      })
      const limit = limitMillis === undefined
        ? Effect.void
        : Effect.asVoid(Effect.forkDetach(Effect.delay(host.kill, limitMillis)))
      return Effect.andThen(limit, host.run(Effect.provide(work, engine)))
    })

  const work: Company["work"] = (work) =>
    Effect.flatMap(
      process(work),
      (outcome) =>
        outcome._tag === "Killed" ? Effect.die(new Error("nothing was to kill it")) : Effect.orDie(outcome.exit)
    )

  const told = Effect.fnUntraced(function*(run: Run) {
    const plans = yield* PlanStore
    const plan = run.plan === null ? null : yield* plans.header(run.planId)
    const pages = plan === null ? [] : yield* Stream.runCollect(plans.pages(run.planId))
    const items = pages.flatMap((page) => page.items)
    const later = yield* Stream.runCollect(RunDetails.findings(run.id))
    return {
      run,
      plan,
      entries: items.flatMap((item) => item._tag === "Finding" ? [] : [item]),
      findings: [...items.flatMap((item) => item._tag === "Finding" ? [item] : []), ...later]
    }
  })

  const sync = Effect.gen(function*() {
    yield* Effect.sleep("1 day")
    const before = written.length
    const done = yield* work(Effect.gen(function*() {
      const { id } = yield* (yield* RunStore).start({ goal: "sync", trigger: "manual", startedBy: null }, settings)
      return yield* told(yield* runToEnd(id, { settings }))
    }))
    return { ...done, changes: written.slice(before) }
  })

  /** Entra ID shows no link to a user who was deleted. */
  const managed = (person: EntraPerson): EntraPerson =>
    person.manager?.kind === "user" && entra.tenant.person(person.manager.id) === undefined
      ? { ...person, manager: null }
      : person

  const truth = () => ({
    people: entra.tenant.slots.flatMap((person) => person === undefined ? [] : [managed(person)]),
    accounts: atlassian.accounts(),
    objects: world.records()
  })

  const putsRight = Effect.gen(function*() {
    const expected = Oracle.expect(truth())
    const right = yield* sync
    assert.strictEqual(right.run.state, "succeeded", right.run.failure?.message)
    assert.deepStrictEqual(disagreements(expected, world.records()), [])
    const again = yield* sync
    assert.strictEqual(again.run.state, "succeeded")
    assert.deepStrictEqual(again.changes, [])
    return right
  })

  const refused = Effect.flatMap(
    process(Effect.void),
    (outcome) => outcome._tag === "Killed" ? Effect.die(outcome) : Effect.orDie(Effect.flip(outcome.exit))
  )

  const approve: Company["approve"] = ({ id }) =>
    work(Effect.gen(function*() {
      yield* (yield* RunStore).approve(id, "admin-1")
      return yield* runToEnd(id, { settings })
    }))

  const record = (n: number) => world.records().find((object) => entraIdOf(object) === entraId(n))
  const company: Company = {
    entra,
    atlassian,
    assets,
    durable,
    settings,
    happens: (...events) => Effect.forEach(events, world.apply, { discard: true }),
    sync,
    process,
    work,
    refused,
    approve,
    told,
    putsRight,
    record,
    active: () =>
      world.records()
        .filter((object) => valueOf(object, "Active") === "true")
        .map((object) => Number(entraIdOf(object)?.slice(-12))),
    objects: () => assets.objects(),
    logged: scan.lines
  }
  return { company, violations: invariants.violations }
})
