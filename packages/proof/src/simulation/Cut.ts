/**
 * A part of a script: which of its steps happen, whose messages go smoothly, which faults there are. With it a failing
 * history can be told in one line, and be played again.
 */
import type { FaultRates } from "@entra-assets/test-kit/FaultMix"
import * as Schema from "effect/Schema"
import { type Action, type Drive, type Script, smoothly, type Step } from "./Script.ts"

export const Cut = Schema.Struct({
  /** Which steps are left, by their number; all of them when absent. */
  steps: Schema.optionalKey(Schema.Array(Schema.Int)),
  /** The steps whose runs meet no bad luck. */
  smooth: Schema.optionalKey(Schema.Array(Schema.Int)),
  /** Which faults are left, such as `assets.cut`; all of them when absent. */
  faults: Schema.optionalKey(Schema.Array(Schema.String)),
  /** The services behave as they do by default. */
  plain: Schema.optionalKey(Schema.Boolean)
})
export type Cut = typeof Cut.Type

export const apply = (script: Script, { faults, plain = false, smooth = [], steps }: Cut): Script => {
  const kept = steps === undefined ? null : new Set(steps)
  const calmed = new Set(smooth)
  return {
    ...script,
    ...(plain && { switches: { nameIsUnique: false }, assetsPerMinute: null }),
    rates: faults === undefined ? script.rates : only(script.rates, new Set(faults)),
    steps: script.steps.flatMap((step, number) =>
      kept !== null && !kept.has(number) ? [] : [calmed.has(number) ? smoothed(step) : step]
    )
  }
}

/** The names of the faults of a script. */
export const faultsOf = ({ rates }: Script): ReadonlyArray<string> => [
  ...services.flatMap((service) => Object.keys(rates[service]).map((fault) => `${service}.${fault}`)),
  ...(rates.indexDelayMillis > 0 ? ["indexDelay"] : [])
]

const services = ["token", "graph", "jira", "assets"] as const

const only = (rates: FaultRates, faults: ReadonlySet<string>): FaultRates => {
  const left = (service: typeof services[number]) =>
    Object.fromEntries(Object.entries(rates[service]).filter(([fault]) => faults.has(`${service}.${fault}`)))
  return {
    token: left("token"),
    graph: left("graph"),
    jira: left("jira"),
    assets: left("assets"),
    indexDelayMillis: faults.has("indexDelay") ? rates.indexDelayMillis : 0
  }
}

const calmed = ({ decisionMillis, ifBlocked }: Drive): Drive => ({ ...smoothly, decisionMillis, ifBlocked })

export const hasLuck = (step: Action): boolean =>
  step._tag === "Tick" || step._tag === "Manual" || step._tag === "PreviewThenApply"

const smoothed = (step: Step): Step => {
  switch (step._tag) {
    case "Tick":
    case "Manual":
      return { ...step, drive: calmed(step.drive) }
    case "PreviewThenApply":
      return { ...step, preview: calmed(step.preview), apply: calmed(step.apply) }
    default:
      return step
  }
}
