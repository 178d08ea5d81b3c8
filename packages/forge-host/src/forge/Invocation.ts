/** What Forge says of the invocation that runs: until when, on which licence, and who is present. */
import { getAppContext } from "@forge/api"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

export interface License {
  readonly active?: boolean | undefined
  readonly isActive?: boolean | undefined
}

export class Invocation extends Context.Service<Invocation, {
  /** Milliseconds since 1970; then Forge ends the function. */
  readonly endsAt: number
  /** Requests that may leave Forge: 100 for each minute that the function may run, rounded up. */
  readonly egressLimit: number
  /** Free, unlisted and development installations have no licence, and count as licensed. */
  readonly isLicensed: boolean
  /** The user who looks at the page; `null` when nobody is present. */
  readonly accountId: string | null
  readonly appVersion: string
  /** For Forge's log. */
  readonly id: string
}>()("@entra-assets/forge-host/forge/Invocation") {}

/** Milliseconds until so long before its end; 0 once that is past. */
export const timeLeft = (reserveMillis: number): Effect.Effect<number, never, Invocation> =>
  Effect.gen(function*() {
    const { endsAt } = yield* Invocation
    return Math.max(0, endsAt - reserveMillis - (yield* Clock.currentTimeMillis))
  })

const isLicensed = (license: License | undefined) => license?.active !== false && license?.isActive !== false

export interface Options {
  readonly accountId?: string | undefined
  /** As the resolver is told it; else the runtime's. */
  readonly license?: License | undefined
}

/** To be built inside the invocation. */
export const layer = ({ accountId, license }: Options = {}): Layer.Layer<Invocation> =>
  Layer.effect(
    Invocation,
    Effect.map(Clock.currentTimeMillis, (now) => {
      const context = getAppContext()
      const remainingMillis = context.invocationRemainingTimeInMillis()
      return {
        endsAt: now + remainingMillis,
        egressLimit: 100 * Math.ceil(remainingMillis / 60_000),
        isLicensed: isLicensed(license ?? context.license),
        accountId: accountId ?? null,
        appVersion: context.appVersion,
        id: context.invocationId
      }
    })
  )
