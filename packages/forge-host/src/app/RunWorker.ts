/**
 * What an event of the queue sets off: one slice of a run, and the events that follow it. Events come twice, late, out of
 * order or never, and a function can be killed at any moment; whatever happens, another event is on its way, or the run
 * has ended.
 */
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import { isActive, type Run, type RunFailure } from "@entra-assets/core/sync/Run"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { worksAlone } from "../AssetsCaller.ts"
import { Invocation } from "../forge/Invocation.ts"
import * as RunQueue from "../forge/RunQueue.ts"
import { giveUp } from "./GivingUp.ts"
import * as RunDriver from "./RunDriver.ts"
import * as SettingsStore from "./SettingsStore.ts"
import * as StatusObject from "./StatusObject.ts"

/** `Again`: nothing was done, and Forge is to send the event once more after so many seconds. */
export type Outcome =
  | { readonly _tag: "Done" }
  | { readonly _tag: "Again"; readonly afterSeconds: number }

const done: Outcome = { _tag: "Done" }
const again = (afterSeconds = 60): Outcome => ({ _tag: "Again", afterSeconds })

/** Of an invocation's time, for what comes after the slice. */
const reserveMillis = 20_000

/** Until when another invocation has the right to work on the run, if it lives; 0 when none has. */
const heldUntil = Effect.fnUntraced(function*(runId: string) {
  const lease = yield* (yield* LeaseStore).read
  return lease !== null && lease.owner === runId && lease.holder !== null ? lease.expiresAt : 0
})

const isOver = ({ endedAt, state }: Run) =>
  state === "blocked" || (!isActive(state) && state !== "interrupted" && endedAt !== null)

export interface WorkOptions {
  /** Forge sends the event once more, because its invocation has died or asked for it. */
  readonly isRepeated: boolean
}

/**
 * A later slice than the one that the event asks for has queued what follows it, so the event is idle. When it is
 * repeated, the last slice may be the one that it began itself and that died.
 */
const isIdle = ({ slice }: RunQueue.RunEvent, { slices }: Run, { isRepeated }: WorkOptions) =>
  slice < (isRepeated ? slices - 1 : slices)

/** A run whose slices break off so often in a row, 900 s apart, and get no further, will not get through. */
const mostBroken = 24

/** How far a run has come: it rises with every page that is read or applied, and with every write that is counted. */
const progressOf = ({ applying, counts, plan, reading }: Run): number => {
  const sources = reading === null ? [] : [reading.users, reading.accounts, reading.employees]
  const pages = sources.reduce((sum, { parts }) => sum + parts, reading?.absences.asked ?? 0)
  const writes = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return pages + (plan === null ? 0 : 1) + applying.page + writes
}

const unlicensed: RunFailure = {
  cause: "forge.Unlicensed",
  message: "The app's license ended while the sync was running. What it had written stays as it is.",
  nextStep: "Renew the license in Jira's settings, and run the sync again."
}

const notConnected: RunFailure = {
  cause: "forge.NotConnected",
  message: "The app's connection to Entra ID or Assets was removed while the sync was running.",
  nextStep: "Finish the setup on the admin page, and run the sync again."
}

const brokenOff: RunFailure = {
  cause: "forge.BrokenOff",
  message:
    `The sync broke off ${mostBroken} times at the same place: Forge ended the app's function, or its memory was used up.`,
  nextStep: "Run the sync again. If it happens again, report it with the support bundle."
}

/** Nobody can go on with the run, and it says why. */
const stop = (run: Run, failure: RunFailure) =>
  giveUp(run, failure).pipe(Effect.andThen(StatusObject.refresh), Effect.as(done))

const slice = Effect.fnUntraced(function*(event: RunQueue.RunEvent, run: Run) {
  const { endsAt, isLicensed } = yield* Invocation
  if (!isLicensed) return yield* stop(run, unlicensed)
  const site = RunDriver.connected(yield* SettingsStore.load)
  if (site === null) return yield* stop(run, notConnected)
  // The open page sees to its slices.
  if (!worksAlone(site.connection.caller)) return done
  const progress = progressOf(run)
  const broken = progress > event.progress ? 0 : event.broken
  if (broken >= mostBroken) return yield* stop(run, brokenOff)

  // From here on this invocation may die without a word.
  const isFollowed = yield* RunQueue.push(
    { runId: run.id, slice: run.slices + 1, pushes: event.pushes + 1, broken: broken + 1, progress },
    RunQueue.longestDelaySeconds
  ).pipe(
    Effect.as(true),
    // The next tick begins a new chain; until then there is nobody to go on.
    Effect.catchIf(({ reason }) => reason === "ChainEnded", () => Effect.succeed(false))
  )
  const result = yield* RunDriver.slice(run.id, site, endsAt - reserveMillis).pipe(
    // Sent once more, this event would queue another one to follow it, and so events would multiply.
    Effect.catchIf(
      () => isFollowed,
      ({ reason }) => Effect.as(Effect.logWarning("A slice broke off", { runId: run.id, reason }), null)
    )
  )
  if (result?._tag !== "Continue") return done
  const now = yield* Clock.currentTimeMillis
  yield* RunQueue.push(
    { runId: run.id, slice: result.run.slices, pushes: event.pushes + 2, broken: 0, progress },
    (result.notBefore - now) / 1000
  ).pipe(
    // The event that was queued before the slice is on its way.
    Effect.catch(({ reason }) => Effect.logWarning("A run could not queue its next slice", { runId: run.id, reason }))
  )
  return done
})

/** The event has come before the run may go on, since Forge delays none for longer. */
const wait = Effect.fnUntraced(function*(event: RunQueue.RunEvent, millis: number) {
  yield* RunQueue.push({ ...event, pushes: event.pushes + 1, broken: 0 }, millis / 1000)
  return done
})

/** Works on the run for as long as this invocation may. */
export const work = Effect.fn("RunWorker.work")(
  function*(event: RunQueue.RunEvent, options: WorkOptions) {
    const runs = yield* RunStore
    const run = yield* runs.get(event.runId)
    if (isOver(run) || isIdle(event, run, options)) return done
    const now = yield* Clock.currentTimeMillis
    const held = yield* heldUntil(run.id)
    // Whoever works has queued an event of their own; but a dead one keeps the lease for a while.
    if (held > now) return options.isRepeated ? again(Math.ceil((held - now) / 1000) + 1) : done
    return run.waiting !== null && now < run.waiting.until && run.state !== "cancelled"
      ? yield* wait(event, run.waiting.until - now)
      : yield* slice(event, run)
  },
  (effect, { runId }) =>
    Effect.catchTags(effect, {
      RunError: ({ reason }) =>
        Effect.as(
          Effect.logWarning("A slice could not be done", { runId, reason }),
          reason === "StoreFailed" ? again() : done
        ),
      LeaseStoreError: () => Effect.succeed(again()),
      SettingsError: ({ reason }) =>
        Effect.as(
          Effect.logWarning("The settings could not be read", { runId, reason }),
          reason === "StoreFailed" ? again() : done
        ),
      QueueError: ({ reason }) =>
        Effect.as(
          Effect.logWarning("The queue did not take an event", { runId, reason }),
          reason === "ChainEnded" ? done : again()
        )
    })
)
