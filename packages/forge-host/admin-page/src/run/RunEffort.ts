/** What a run took: its requests by service, and its time by phase. */
import type { Api } from "@entra-assets/core/model/Api"
import type { Run, RunTimings } from "@entra-assets/core/sync/Run"

const apis: ReadonlyArray<Api> = ["graph", "jira", "assets", "token"]

/** Endpoints begin with the name of their service. */
export const apiOf = (endpoint: string): Api | null => apis.find((api) => endpoint.split(".")[0] === api) ?? null

/** Of the services that were asked, in a fixed order. */
export const requestsByService = (
  { requests }: Pick<Run, "requests">
): ReadonlyArray<{ readonly api: Api; readonly count: number }> =>
  apis.flatMap((api) => {
    const count = Object.entries(requests).reduce(
      (sum, [endpoint, sent]) => apiOf(endpoint) === api ? sum + sent : sum,
      0
    )
    return count === 0 ? [] : [{ api, count }]
  })

const phases = ["reading", "planning", "applying"] as const satisfies ReadonlyArray<keyof RunTimings>

/** The phases on which time was spent. */
export const timeByPhase = (
  { timings }: Pick<Run, "timings">
): ReadonlyArray<{ readonly phase: keyof RunTimings; readonly millis: number }> =>
  phases.flatMap((phase) => timings[phase] === 0 ? [] : [{ phase, millis: timings[phase] }])
