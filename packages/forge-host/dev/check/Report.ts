/** What `check:forge` prints of two histories of one company, and what is wrong with them. */
import * as LeastTime from "@entra-assets/core/http/LeastTime"
import * as Records from "../Records.ts"
import type { History } from "./History.ts"

const number = (value: number) => Math.round(value).toLocaleString("en")

/** All customers of an app share Jira's quota: points in an hour of the clock. */
const quotaPerHour = 65_000

/** Waiting for the quota: what does not fit into the first hour. */
const leastForPoints = (points: number) => Math.floor(Math.max(0, points - 1) / quotaPerHour) * 60

const least = ({ points, run }: History): string => {
  const { limit, millis } = LeastTime.ofRequests(run.requests)
  const minutes = Math.max(millis / 60_000, leastForPoints(points))
  const name = minutes > millis / 60_000 ? "Jira's hourly quota of points" : limit ?? "nothing"
  return `${number(minutes)} minutes, by the limit of ${name}`
}

export const lines = (title: string, history: History): ReadonlyArray<string> => {
  const { minutes, points, run, usage } = history
  return [
    title,
    `  ${run.state}: ${number(history.records.size)} employees, ${number(run.counts.managerLinks)} manager links`,
    `  ${number(run.slices)} slices, ${number(history.kills)} invocations killed; ${
      number(usage.pushedEvents)
    } events queued, `
    + `the longest chain ${number(usage.longestChain)} of 1,000`,
    `  ${number(usage.egressCalls)} requests to Microsoft, at most ${
      number(usage.mostEgressCallsInInvocation)
    } in one invocation`,
    `  ${number(usage.jiraRequests)} requests to Jira and Assets; ${number(points)} points`,
    `  ${number(usage.kvsReads)} reads and ${number(usage.kvsWrites)} writes of the store; in one minute at most `
    + `${number(usage.mostReadUnitsInMinute)} and ${number(usage.mostWriteUnitsInMinute)} units of 4,000`,
    `  ${number(usage.mostHeapBytes / 1_000_000)} MB of heap at most, ${number(usage.gigabyteSeconds)} GB-seconds`,
    `  ${number(minutes)} simulated minutes; the least is ${least(history)}`
  ]
}

export interface Expected {
  readonly employees: number
  readonly kills: number
}

/** What is not as it should be, in sentences; nothing when all is well. */
export const faults = (
  killed: History,
  undisturbed: History,
  { employees, kills }: Expected
): ReadonlyArray<string> => {
  const different = Records.different(killed.records, undisturbed.records)
  const of = (name: string, history: History) => [
    ...(history.run.state === "succeeded" ? [] : [`${name}: the run ended as ${history.run.state}.`]),
    ...(history.records.size === employees
      ? []
      : [`${name}: ${history.records.size} employees instead of ${employees}.`]),
    ...(history.twice === 0 ? [] : [`${name}: ${history.twice} records are there twice.`]),
    ...history.violations.slice(0, 5).map(({ detail, limit }) => `${name}: the limit ${limit} was exceeded: ${detail}`)
  ]
  return [
    ...of("undisturbed", undisturbed),
    ...of("killed", killed),
    ...(killed.kills === kills
      ? []
      : [
        `Only ${killed.kills} invocations were killed, since the run had ended: ask for fewer kills, or for more people.`
      ]),
    ...(different.length === 0 ? [] : [`${different.length} records differ from those of the undisturbed history.`])
  ]
}
