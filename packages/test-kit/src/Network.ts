/**
 * The way between a client and a simulated service: how long requests and answers take in virtual time, and what becomes
 * of a request whose sender did not wait for the answer. All of it is drawn from Effect's Random.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Random from "effect/Random"
import type { Handler } from "./Simulator.ts"

/** What one request meets. */
export interface Passage {
  /** Milliseconds until the service has it, and until its answer is back. */
  readonly thereMillis: number
  readonly backMillis: number
  /** Whether it still reaches the service when its sender gives up, or dies, while it is under way. */
  readonly arrivesAlone: boolean
}

export interface Network {
  readonly passage: Effect.Effect<Passage>
}

export interface LatencyOptions {
  /** Milliseconds of the quickest and the slowest way, there or back. Most are near the quick end. */
  readonly minMillis: number
  readonly maxMillis: number
  /** Probability, 0 to 1, that a request arrives without its sender. */
  readonly arrivesAlone: number
}

export const latency = ({ arrivesAlone, maxMillis, minMillis }: LatencyOptions): Network => {
  const way = (random: Random.Random): number =>
    Math.round(minMillis + (maxMillis - minMillis) * random.nextDoubleUnsafe() ** 3)
  return {
    passage: Effect.map(Random.Random, (random) => ({
      thereMillis: way(random),
      backMillis: way(random),
      arrivesAlone: random.nextDoubleUnsafe() < arrivesAlone
    }))
  }
}

/** The handler at the other end of the network. */
export const across = (network: Network, handle: Handler): Handler =>
  Effect.fnUntraced(function*(request) {
    const { arrivesAlone, backMillis, thereMillis } = yield* network.passage
    const arrival = Effect.andThen(Effect.sleep(thereMillis), handle(request))
    // A fiber of its own goes on when the one that waits for it is interrupted.
    const response = yield* arrivesAlone ? Effect.flatMap(Effect.forkDetach(arrival), Fiber.join) : arrival
    yield* Effect.sleep(backMillis)
    return response
  })
