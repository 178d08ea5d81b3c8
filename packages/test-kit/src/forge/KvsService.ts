/**
 * The key-value store at its URL: what each operation costs of the minute's reads and writes, and the faults that the
 * switches ask for.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import type { ForgeUsage } from "../ForgeUsage.ts"
import type { Dice } from "../internal/Dice.ts"
import * as Respond from "../Respond.ts"
import type { WireRequest } from "./internal/WorkerMessages.ts"
import type { Invocation } from "./Invocation.ts"
import type * as KvsApi from "./KvsApi.ts"

const unitBytes = 10 * 1024
const unitsPerMinute = 4000
const minuteMillis = 60_000

export interface Options {
  readonly api: ReturnType<typeof KvsApi.make>
  readonly scopes: ReadonlySet<string>
  readonly switches: ForgeSwitches
  readonly usage: ForgeUsage
  readonly dice: Dice
  readonly now: () => number
}

const refusal = (status: number, code: string, message: string) => Respond.json(status, { code, message })

/** Units of 10 KB; a value that is not there costs one, too. */
const units = (sizes: ReadonlyArray<number>): number =>
  sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / unitBytes)), 0)

const sum = (sizes: ReadonlyArray<number>): number => sizes.reduce((total, size) => total + size, 0)

export const make = ({ api, dice, now, scopes, switches, usage }: Options) => {
  let minute = -1
  let readUnits = 0
  let writeUnits = 0

  const throttled = (invocation: Invocation, limit: string) => {
    usage.violate({
      limit,
      functionKey: invocation.functionKey,
      invocationId: invocation.id,
      at: now(),
      detail: `more than ${unitsPerMinute} units of 10 KB in a minute`
    })
    return refusal(429, "TOO_MANY_REQUESTS", "Too many requests")
  }

  return (invocation: Invocation, request: WireRequest): Effect.Effect<Response> =>
    Effect.sync(() => {
      if (!scopes.has("storage:app")) return refusal(401, "UNAUTHORIZED", "Unauthorized; scope does not match")
      if (dice.chance(switches.kvsThrottledChance)) return refusal(429, "TOO_MANY_REQUESTS", "Too many requests")
      if (dice.chance(switches.kvsFailsChance)) return refusal(500, "INTERNAL_ERROR", "Something went wrong")
      if (Math.floor(now() / minuteMillis) !== minute) {
        minute = Math.floor(now() / minuteMillis)
        readUnits = 0
        writeUnits = 0
      }
      const path = new URL(request.target, "https://kvs.invalid").pathname
      const writes = !/(?:get|query)$/.test(path)
      if (switches.enforceKvsRates) {
        // What it costs is known afterwards only; a minute whose units are used up takes nothing more.
        if (writes && writeUnits >= unitsPerMinute) return throttled(invocation, "kvsWriteRate")
        if (!writes && readUnits >= unitsPerMinute) return throttled(invocation, "kvsReadRate")
      }
      const outcome = api(path, request.body)
      if (Result.isFailure(outcome)) {
        const { code, message, status } = outcome.failure
        return refusal(status, code, message)
      }
      const { body, read, status, written } = outcome.success
      readUnits += units(read)
      writeUnits += units(written)
      usage.add("kvsReads", read.length)
      usage.add("kvsWrites", written.length)
      usage.add("kvsReadBytes", sum(read))
      usage.add("kvsWriteBytes", sum(written))
      usage.add("kvsReadUnits", units(read))
      usage.add("kvsWriteUnits", units(written))
      usage.raise("mostReadUnitsInMinute", readUnits)
      usage.raise("mostWriteUnitsInMinute", writeUnits)
      return dice.chance(switches.kvsAnswerLostChance) ? Respond.networkError() : Respond.json(status, body)
    })
}
