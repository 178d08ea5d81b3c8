/**
 * A history before it happens, as data: a company, the faults that its services have, and what happens when, in the
 * world and on the host. A part of it is a history as well, so that a failing one can be made shorter.
 */
import type { Settings } from "@entra-assets/core/model/Settings"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import type { FaultRates } from "@entra-assets/test-kit/FaultMix"
import type { Event } from "./Event.ts"
import type { Death } from "./MortalProcess.ts"

/** What becomes of one message of the host's queue, which asks for one slice. */
export interface Fate {
  /** How late it is delivered. */
  readonly delayMillis: number
  /** It is never delivered. */
  readonly isLost: boolean
  /** It is delivered again so long after the first time. */
  readonly copies: ReadonlyArray<number>
  /** How long the slice may work; `null` for as long as it likes. */
  readonly sliceMillis: number | null
  /** Where its process dies. */
  readonly death: Death | null
  /** How long after the death the queue tries again; `null` when it gives up. */
  readonly againMillis: number | null
}

/** How a run that somebody or something starts is seen to its end. */
export interface Drive {
  /** Where the process dies that starts the run. */
  readonly death: Death | null
  /** Of its messages in order; those that follow are delivered at once and work to the end. */
  readonly fates: ReadonlyArray<Fate>
  /** What the administrator does when the guard stops it, and how long that takes. */
  readonly ifBlocked: "approve" | "cancel" | "leave"
  readonly decisionMillis: number
}

export type SettingsChange = Partial<
  Pick<Settings, "writeConcurrency" | "indexLagSeconds" | "absenceRuns" | "objectAllowance">
>

export type Action =
  | { readonly _tag: "Happens"; readonly event: Event }
  /** The host's clock strikes. */
  | { readonly _tag: "Tick"; readonly drive: Drive }
  /** By hand: a whole sync, a preview, or a preview whose plan is applied after a while. */
  | { readonly _tag: "Manual"; readonly goal: "sync" | "preview"; readonly drive: Drive }
  | { readonly _tag: "PreviewThenApply"; readonly waitMillis: number; readonly preview: Drive; readonly apply: Drive }
  /** Whichever run is active or blocked is cancelled. */
  | { readonly _tag: "Cancel" }
  | { readonly _tag: "Saves"; readonly settings: SettingsChange }
  | { readonly _tag: "Schedules"; readonly how: "turnOn" | "turnOff" | "pause" | "resume" }
  | { readonly _tag: "Cadence"; readonly everyDays: number; readonly manualRunsCount: boolean }
  /** The wall clock is set, once nothing has worked for a while. */
  | { readonly _tag: "ClockJumps"; readonly millis: number }

/** Milliseconds after the start. Steps are in order. */
export type Step = Action & { readonly at: number }

export interface Script {
  readonly seed: number
  readonly people: number
  readonly days: number
  /** Items in one page of each list. */
  readonly pageSize: number
  readonly switches: Partial<AtlassianSwitches>
  readonly settings: SettingsChange
  /** Requests per minute to Assets that a process allows itself; `null` for any number. */
  readonly assetsPerMinute: number | null
  readonly rates: FaultRates
  readonly steps: ReadonlyArray<Step>
}

export const day = 86_400_000
export const hour = 3_600_000
export const minute = 60_000

/** Delivered at once, and everything goes well. */
export const calm: Fate = {
  delayMillis: 0,
  isLost: false,
  copies: [],
  sliceMillis: null,
  death: null,
  againMillis: null
}

export const smoothly: Drive = { death: null, fates: [], ifBlocked: "approve", decisionMillis: 10 * minute }
