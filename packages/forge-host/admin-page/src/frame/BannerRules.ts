/** Which of the things that nobody may miss are so now. Of what went wrong with a run, only what matters most is told. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { NextRun, State } from "@entra-assets/forge-host/admin/AdminApi"
import type { Route, SetupStep } from "../Route.ts"

const day = 86_400_000

const sources = ["entra", "jira", "assets"] as const
type Source = (typeof sources)[number]

export type Trouble =
  | { readonly _tag: "Blocked"; readonly run: Run }
  | { readonly _tag: "Interrupted"; readonly run: Run }
  /** Assets no longer lets the admin in who connected the app. */
  | { readonly _tag: "Reconnect"; readonly run: Run }
  /** The other services, or Assets in the app's own name, refuse the app. */
  | { readonly _tag: "Refused"; readonly source: Source; readonly run: Run }
  | {
    readonly _tag: "Quarantined"
    readonly next: NextRun & { readonly _tag: "Quarantined" }
    readonly run: Run | null
  }
  | { readonly _tag: "Failed"; readonly run: Run }
  /** It failed for its connection, which somebody has changed since: nobody knows yet whether it works now. */
  | { readonly _tag: "Mended"; readonly run: Run }

type Runs = Pick<State, "lastManual" | "lastScheduled" | "lastSuccess">

export interface Seen extends Runs, Pick<State, "nextRun"> {
  readonly settings: Pick<State["settings"], "changed" | "connection">
}

/** The newest failure of a sync that no success for everybody has come after. */
export const lastFailure = ({ lastManual, lastScheduled, lastSuccess }: Runs): Run | null => {
  const failed = [lastManual, lastScheduled].flatMap((run) =>
    run !== null && run.state === "failed" && run.createdAt > (lastSuccess?.endedAt ?? 0) ? [run] : []
  )
  return failed.reduce<Run | null>(
    (newest, run) => newest !== null && newest.createdAt > run.createdAt ? newest : run,
    null
  )
}

/** Who lets the app in no more, or not with what is stored in the set-up, by the cause of a failure. */
export const refusedBy = (cause: string): Source | null =>
  cause === "entra.Misconfigured"
    ? "entra"
    : sources.find((source) => cause === `${source}.Unauthorized` || cause === `${source}.Forbidden`) ?? null

export const failureOf = (run: Run): Trouble => {
  const cause = run.failure?.cause ?? ""
  if (cause.endsWith(".NeedsReconnection")) return { _tag: "Reconnect", run }
  const source = refusedBy(cause)
  return source === null ? { _tag: "Failed", run } : { _tag: "Refused", source, run }
}

/** Where in the set-up it is mended; `null` where it is not. */
export const stepOf = (trouble: Trouble): SetupStep | null => {
  if (trouble._tag === "Reconnect") return "assets"
  return trouble._tag === "Refused" && trouble.source !== "jira" ? trouble.source : null
}

/** This view says all of it. */
export const isToldBy = (route: Route, trouble: Trouble): boolean => {
  if (trouble._tag === "Quarantined") return false
  if (route.view === "run") return route.runId === trouble.run.id
  return route.view === "plan" && trouble._tag === "Blocked" && route.planId === trouble.run.planId
}

/** The same, or that somebody has changed since what the run failed for. */
const sinceThen = (run: Run, { changed, connection }: Seen["settings"]): Trouble => {
  const trouble = failureOf(run)
  const since = run.endedAt ?? run.updatedAt
  const isMended = {
    entra: changed !== null && changed.at > since && changed.what.includes("entra"),
    assets: connection !== null && connection.connectedAt > since,
    sync: false
  }
  const step = stepOf(trouble)
  return step !== null && isMended[step] ? { _tag: "Mended", run } : trouble
}

/** No sync can run before somebody has reconnected the app. */
export const hasLostAssets = (seen: Seen): boolean => {
  const failed = lastFailure(seen)
  return failed !== null && sinceThen(failed, seen.settings)._tag === "Reconnect"
}

/** `current`: as `State` has it, but newer. While a run works, older troubles can wait. */
export const troubleOf = (seen: Seen, current: Run | null): Trouble | null => {
  if (current?.state === "blocked") return { _tag: "Blocked", run: current }
  if (current?.state === "interrupted") return { _tag: "Interrupted", run: current }
  if (current !== null && isActive(current.state)) return null
  const failed = lastFailure(seen)
  const failure = failed === null ? null : sinceThen(failed, seen.settings)
  const { nextRun: next } = seen
  if (next._tag === "Quarantined" && (failure === null || failure._tag === "Failed")) {
    return { _tag: "Quarantined", next, run: failed }
  }
  return failure
}

/** Whole days from today to the day written as YYYY-MM-DD; negative when it is over. */
const daysUntil = (date: string, now: number): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Math.floor(now / day) * day) / day)

const warnDays = 30

export interface SecretEnds {
  readonly on: string
  readonly daysLeft: number
}

/** The secret, from 30 days before it ends. Entra takes it until the end of its day, as far as anybody knows. */
export const secretEnds = (
  { settings: { entra } }: { readonly settings: Pick<State["settings"], "entra"> },
  now: number
): SecretEnds | null => {
  const on = entra?.secretExpiresOn ?? null
  if (on === null) return null
  const daysLeft = daysUntil(on, now)
  return daysLeft <= warnDays ? { on, daysLeft } : null
}

const quietDays = 3

/** Since when Forge has not done its daily call, when that is longer than three days and a sync may have been due. */
export const ticksMissingSince = (
  { lastTick, schedule }: {
    readonly lastTick: State["lastTick"]
    readonly schedule: Pick<State["schedule"], "changed" | "on" | "paused">
  },
  now: number
): number | null => {
  if (!schedule.on || schedule.paused !== null) return null
  const since = lastTick?.at ?? schedule.changed?.at ?? null
  return since !== null && now - since > quietDays * day ? since : null
}
