/**
 * Runs that a simulated site is to have had, put into its store as the app would have left them: to let hundreds of them
 * run would take minutes.
 */
import type { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { noCounts, Run, runSchemaVersion, written } from "@entra-assets/core/sync/Run"
import * as Schema from "effect/Schema"
import type { SimulatedSite } from "./SimulatedSite.ts"

export const counts = (changes: Partial<PlanCounts> = {}): PlanCounts => ({
  create: 0,
  update: 0,
  inactivate: 0,
  reactivate: 0,
  unchanged: 0,
  managerLinks: 0,
  findings: {},
  people: null,
  ...changes
})

/** A scheduled sync that had nothing to do, unless said otherwise. */
export const run = ({ createdAt, id, ...changes }: Pick<Run, "createdAt" | "id"> & Partial<Run>): Run => ({
  schemaVersion: runSchemaVersion,
  id,
  goal: "sync",
  scope: "everybody",
  trigger: "scheduled",
  startedBy: null,
  settingsDigest: "",
  planId: id,
  state: "succeeded",
  createdAt,
  updatedAt: createdAt + 20_000,
  endedAt: createdAt + 20_000,
  slices: 1,
  waiting: null,
  reading: null,
  plan: counts(),
  applying: { page: 0, links: false },
  counts: noCounts,
  timings: { reading: 10_000, planning: 1000, applying: 5000 },
  requests: {},
  failure: null,
  ...changes
})

const Index = Schema.fromJsonString(Schema.Struct({ schemaVersion: Schema.Int, runs: Schema.Array(Schema.Unknown) }))
/** A value that is short enough stands in its head. */
const Head = Schema.Struct({ text: Schema.String })
const decodeHead = Schema.decodeUnknownSync(Head)
const encodeRun = Schema.encodeSync(Schema.fromJsonString(Run))

const indexKey = "k:runs"

/** All of them have ended, the newest first, and later than those that the site has had. */
export const put = ({ forge: { kvs } }: SimulatedSite, runs: ReadonlyArray<Run>): void => {
  const set = (key: string, text: string) => kvs.put(key, { schemaVersion: 1, text, parts: 0 })
  const known = kvs.get(indexKey)
  const before = known === undefined
    ? []
    : Schema.decodeSync(Index)(decodeHead(known).text).runs
  for (const run of runs) set(`k:run-${run.id}-record`, encodeRun(run))
  const lines = runs.map((run) => ({
    id: run.id,
    goal: run.goal,
    scope: run.scope,
    trigger: run.trigger,
    planId: run.planId,
    createdAt: run.createdAt,
    hasDetails: false,
    left: { state: run.state, hasWritten: written(run) > 0 }
  }))
  set(indexKey, Schema.encodeSync(Index)({ schemaVersion: runSchemaVersion, runs: [...lines, ...before] }))
}
