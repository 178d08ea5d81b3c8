/** How far a run has come: what it does now, how much of it is done, how fast it goes and how long it may still take. */
import { changesOf } from "@entra-assets/core/plan/PlanHeader"
import { type Run, type SourceProgress, written } from "@entra-assets/core/sync/Run"

/** What a run reads, in the order in which it is told. */
export const sources = ["users", "accounts", "employees"] as const
export type Source = (typeof sources)[number]

export type Phase =
  | { readonly _tag: "Queued" }
  /** `reading`: what is not complete yet. */
  | { readonly _tag: "Reading"; readonly reading: ReadonlyArray<Source> }
  | { readonly _tag: "Planning" }
  /** The plan is there, and its first write is next. */
  | { readonly _tag: "Planned" }
  | { readonly _tag: "Writing" }
  /** Everybody has a record; managers who report to each other are linked. */
  | { readonly _tag: "Linking" }

export const phaseOf = ({ applying, reading, state }: Pick<Run, "applying" | "reading" | "state">): Phase => {
  switch (state) {
    case "queued":
      return { _tag: "Queued" }
    case "planned":
      return { _tag: "Planned" }
    case "applying":
      return applying.links ? { _tag: "Linking" } : { _tag: "Writing" }
    default: {
      const open = sources.filter((source) => reading?.[source].done !== true)
      return open.length === 0 ? { _tag: "Planning" } : { _tag: "Reading", reading: open }
    }
  }
}

/** Changes that the plan asks for. */
export const plannedChanges = ({ plan }: Pick<Run, "plan">): number => plan === null ? 0 : changesOf(plan)

/** Planned changes of which it is known what became of them. The links of circles count too, so it has a top. */
export const settledChanges = (run: Pick<Run, "counts" | "plan">): number => {
  const { failed, moved, unchanged } = run.counts
  return Math.min(plannedChanges(run), written(run) + unchanged + moved + failed)
}

/** Before so much work nobody can say how fast it goes. */
const least = { changes: 20, millis: 5000 }

export interface Pace {
  readonly changesPerMinute: number
  readonly millisLeft: number
}

/** Of the writing, by the time that was spent on it: waits are left out. `null` while it cannot be said. */
export const paceOf = (run: Pick<Run, "counts" | "plan" | "state" | "timings">): Pace | null => {
  const settled = settledChanges(run)
  const { applying: millis } = run.timings
  if (run.state !== "applying" || settled < least.changes || millis < least.millis) return null
  return {
    changesPerMinute: Math.round(settled * 60_000 / millis),
    millisLeft: Math.round((plannedChanges(run) - settled) * millis / settled)
  }
}

/** From 0 to 1; `null` where nobody knows how much there is. */
export const shareOf = (run: Pick<Run, "counts" | "plan" | "state">): number | null => {
  const planned = plannedChanges(run)
  return run.state === "applying" && planned > 0 ? settledChanges(run) / planned : null
}

/** What was read so far, of the sources from which anything has come. */
export const readSoFar = (
  { reading }: { readonly reading: { readonly [source in Source]: SourceProgress } | null }
): ReadonlyArray<{ readonly source: Source; readonly items: number; readonly done: boolean }> =>
  reading === null ? [] : sources.flatMap((source) => {
    const { done, items } = reading[source]
    return items === 0 && !done ? [] : [{ source, items, done }]
  })

/** The wait that is still going on. */
export const waitOf = ({ waiting }: Pick<Run, "waiting">, now: number): Run["waiting"] =>
  waiting !== null && waiting.until > now ? waiting : null

/** Of its own work: neither while it waits for somebody or for a service, nor between its parts. */
export const timeWorked = ({ timings: { applying, planning, reading } }: Pick<Run, "timings">): number =>
  reading + planning + applying
