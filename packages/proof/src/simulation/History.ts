/**
 * Plays a script: the whole engine, the services, the host and the people, in virtual time; then everything heals, and
 * Assets has to come to say what the oracle expects. It ends with the first promise that breaks.
 */
import * as ScheduleStore from "@entra-assets/core/sync/ScheduleStore"
import * as FaultMix from "@entra-assets/test-kit/FaultMix"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Network from "@entra-assets/test-kit/Network"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import { createHash } from "node:crypto"
import { disagreements } from "../oracle/Disagreements.ts"
import { expect } from "../oracle/Oracle.ts"
import * as Durable from "./Durable.ts"
import * as Engine from "./Engine.ts"
import * as Host from "./Host.ts"
import * as Invariants from "./Invariants.ts"
import * as LogScan from "./LogScan.ts"
import type { PromiseName } from "./Promises.ts"
import * as RunWatch from "./RunWatch.ts"
import { day, minute, type Script, smoothly, type Step } from "./Script.ts"
import * as SpanScan from "./SpanScan.ts"
import * as StoredPlan from "./StoredPlan.ts"
import * as Tally from "./Tally.ts"
import * as Unlisted from "./Unlisted.ts"
import * as VirtualTime from "./VirtualTime.ts"
import * as World from "./World.ts"

export interface History {
  /** The first promise that broke; `null` when all held. */
  readonly violation: Invariants.Violation | null
  /** The same for the same history. */
  readonly digest: string
  /** How often each thing happened. */
  readonly seen: Readonly<Record<string, number>>
  /** One line for each thing that happened, when they were asked for. */
  readonly trace: ReadonlyArray<string>
}

export interface Options {
  readonly trace?: boolean
}

/** Two days of age for a plan, three for a decision, and what it takes to apply it. */
const windowMillis = 7 * day
const graceMillis = 20 * minute
const mostStored = 200 * 1024
const startMillis = Date.UTC(2026, 0, 1)

export const play = (script: Script, { trace = false }: Options = {}): History => {
  const hash = createHash("sha256")
  const lines: Array<string> = []
  const tally = Tally.make()
  let violation: Invariants.Violation | null = null
  let at = () => 0
  const note = (line: string) => {
    const text = `${at()} ${line}`
    hash.update(text)
    if (trace) lines.push(text)
  }
  const hide = (text: string) => {
    hash.update(text)
  }
  const told = (found: Invariants.Violation) => {
    if (violation !== null) return
    violation = found
    note(`BROKEN ${found.invariant}: ${found.message}`)
  }
  const exit = attempt(() =>
    VirtualTime.run((clock) => {
      at = clock.elapsedMillis
      return Effect.withSpan(live(script, { clock, tally, note, hide, told }), "history").pipe(
        Random.withSeed(script.seed)
      )
    }, { startMillis })
  )
  if (exit !== null) told({ invariant: "ends", at: at(), message: exit })
  return { violation, digest: hash.digest("hex"), seen: tally.counts(), trace: lines }
}

/** What went wrong, as a text. */
const attempt = (run: () => Exit.Exit<void>): string | null => {
  try {
    const exit = run()
    return Exit.isSuccess(exit) ? null : String(exit.cause).slice(0, 2000)
  } catch (error) {
    return String(error)
  }
}

interface Stage {
  readonly clock: VirtualTime.VirtualClock
  readonly tally: Tally.Tally
  readonly note: (line: string) => void
  /** For the digest only. */
  readonly hide: (text: string) => void
  readonly told: (violation: Invariants.Violation) => void
}

const live = Effect.fnUntraced(function*(script: Script, { clock, hide, note, tally, told }: Stage) {
  const { seed, steps } = script
  const organisation = yield* Generator.generate({ people: script.people, seed })
  const world = yield* World.make({
    organisation,
    now: clock.elapsedMillis,
    longestUserPage: script.pageSize,
    switches: script.switches
  })
  const durable = Durable.make()
  const broken = yield* Deferred.make<void>()
  const wallNow = () => clock.currentTimeMillisUnsafe()
  const invariants: Invariants.Invariants = Invariants.make({
    world,
    durable,
    now: clock.elapsedMillis,
    wallNow,
    windowMillis,
    graceMillis,
    knownSince: (objectId, entraId) => watch.knownSince(objectId, entraId),
    leavesOut: (script.rates.graph.propertyMissing ?? 0) > 0,
    unlisted: Unlisted.watch(world.entra, clock.elapsedMillis),
    onViolation: () => {
      const [first] = invariants.violations()
      if (first !== undefined) told(first)
      Deferred.doneUnsafe(broken, Effect.void)
    }
  })
  const violate = (promise: PromiseName, message: string) => invariants.violate(promise, message)
  const watch: RunWatch.RunWatch = RunWatch.make({ world, durable, now: clock.elapsedMillis, wallNow, violate })
  const mix = FaultMix.make(world, script.rates)
  const secrets = Engine.secrets(world)
  const names = () => world.namesOf
  const scan = LogScan.make({ secrets, names, violate: (message) => violate(11, message) })
  const scanText = (where: string) => (text: string) => {
    const found = LogScan.leak(text, secrets, names())
    if (found !== undefined) violate(11, `${found} stands in ${where}`)
  }
  durable.onText((key, text) => {
    for (const [what, count] of StoredPlan.contents(key, text)) if (count > 0) tally.add(what, count)
    const bytes = text.length * 3 <= mostStored ? 0 : Buffer.byteLength(text)
    if (bytes > mostStored) violate("stored", `the value ${key} has ${bytes} bytes`)
  })
  world.atlassian.assets.observe(({ accountId, after, before, id }) =>
    note(
      `${accountId === world.atlassian.appAccountId ? "we" : "they"} ${
        before === undefined ? "create" : after === undefined ? "delete" : "change"
      } object ${id}`
    )
  )
  const host = yield* Host.make({
    script,
    clock,
    world,
    durable,
    client: SimulatorHttpClient.make([world.entra, world.atlassian], {
      network: Network.latency({ minMillis: 10, maxMillis: 800, arrivesAlone: 0.5 })
    }),
    watch,
    tally,
    logger: scan.logger,
    tracer: SpanScan.make(scanText("a span")),
    scan: scanText("an error"),
    note,
    violate
  })
  const life = Effect.gen(function*() {
    for (const step of steps) {
      yield* Effect.sleep(Math.max(0, step.at - clock.elapsedMillis()))
      yield* enact(step, host, world, clock, note, tally)
    }
    tally.add("days", Math.round(clock.elapsedMillis() / day))
    note("everything heals")
    mix.heal()
    host.heal()
    yield* host.settled
    yield* converge({ script, host, world, invariants, violate, note })
    if ([...durable.keys()].some(StoredPlan.isSource)) violate("sources", "what was read is there at the end")
  })
  yield* Effect.raceFirst(life, Deferred.await(broken))
  const { created, updated } = invariants.writes()
  tally.add("writes", created + updated)
  for (const [fault, count] of Object.entries(mix.met())) tally.add(`fault: ${fault}`, count)
  hide(JSON.stringify([invariants.writes(), mix.met(), world.records()]))
})

const enact = (
  step: Step,
  host: Host.Host,
  world: World.World,
  clock: VirtualTime.VirtualClock,
  note: (line: string) => void,
  tally: Tally.Tally
): Effect.Effect<void> => {
  tally.add(`step: ${step._tag}`)
  switch (step._tag) {
    case "Happens":
      note(step.event._tag)
      tally.add(`event: ${step.event._tag}`)
      return world.apply(step.event)
    case "Tick":
      return host.tick(step.drive)
    case "Manual":
      return Effect.asVoid(Effect.forkDetach(host.manual(step.goal, step.drive)))
    case "PreviewThenApply":
      return Effect.asVoid(Effect.forkDetach(Effect.gen(function*() {
        const run = yield* host.manual("preview", step.preview)
        if (run?.state !== "succeeded") return
        yield* Effect.sleep(step.waitMillis)
        yield* host.apply(run.planId, step.apply)
      })))
    case "Cancel":
      return Effect.asVoid(Effect.forkDetach(host.cancel))
    case "Saves":
      return Effect.asVoid(Effect.forkDetach(host.save(step.settings)))
    case "Schedules":
      return Effect.asVoid(Effect.forkDetach(
        host.click(step.how, ScheduleStore.ScheduleStore.use((schedules) => schedules[step.how]("admin")))
      ))
    case "Cadence":
      return Effect.asVoid(Effect.forkDetach(host.setCadence(step.everyDays, step.manualRunsCount)))
    case "ClockJumps":
      return Effect.asVoid(Effect.forkDetach(Effect.gen(function*() {
        while (host.idleMillis() < 5 * minute) yield* Effect.sleep(minute)
        note(`the clock jumps by ${step.millis}`)
        host.jumped()
        clock.jump(step.millis)
      })))
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// healing
// ---------------------------------------------------------------------------------------------------------------------

/** People as Entra ID shows them: somebody who was deleted is nobody's manager any more. */
const shown = (people: ReadonlyArray<EntraPerson>): ReadonlyArray<EntraPerson> => {
  const ids = new Set(people.map(({ id }) => id))
  return people.map((person) =>
    person.manager?.kind === "user" && !ids.has(person.manager.id) ? { ...person, manager: null } : person
  )
}

interface Healing {
  readonly script: Script
  readonly host: Host.Host
  readonly world: World.World
  readonly invariants: Invariants.Invariants
  readonly violate: (promise: PromiseName, message: string) => void
  readonly note: (line: string) => void
}

const converge = Effect.fnUntraced(function*({ host, invariants, note, violate, world }: Healing) {
  const expectedNow = () =>
    expect({
      people: shown(world.entra.tenant.slots.flatMap((person) => person ?? [])),
      accounts: world.atlassian.accounts(),
      objects: world.records()
    })
  // A directory that shows nobody proves nothing: then records stay as they are, whatever an administrator approves.
  if (world.entra.tenant.size() === 0) return
  let expected = expectedNow()
  const schedule = yield* host.click("schedule", ScheduleStore.ScheduleStore.use(({ get }) => get))
  if (schedule?.firstPlanAppliedAt === null) yield* host.manual("sync", smoothly)
  yield* host.click(
    "turnOn",
    ScheduleStore.ScheduleStore.use((schedules) => Effect.andThen(schedules.turnOn("admin"), schedules.resume("admin")))
  )
  yield* host.setCadence(1, false)
  const { absenceRuns } = host.settings()
  const cycles = absenceRuns + 2
  for (let cycle = 0; cycle < cycles; cycle++) {
    // Until somebody is proved gone often enough their record is kept up to date, and afterwards it stays as it is then.
    if (cycle === absenceRuns - 1) expected = expectedNow()
    yield* Effect.sleep(day)
    yield* host.tick(smoothly)
    yield* host.settled
  }
  const wrong = disagreements(expected, world.records())
  for (const line of wrong) note(line)
  const [first] = wrong
  if (first !== undefined) return violate(16, `${wrong.length} disagreements after ${cycles} days: ${first}`)
  const before = invariants.writes()
  yield* Effect.sleep(day)
  yield* host.tick(smoothly)
  const after = invariants.writes()
  const more = after.created + after.updated - before.created - before.updated
  if (more > 0) violate(15, `a further run wrote ${more} times`)
})
