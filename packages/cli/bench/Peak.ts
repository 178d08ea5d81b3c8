/**
 * How long a piece of work takes, and the most memory that its process needs meanwhile. Work that does not leave the
 * event loop keeps the timer from firing, so it takes samples itself.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { getHeapStatistics } from "node:v8"

export const Measurement = Schema.Struct({
  seconds: Schema.Finite,
  /** Most of V8's heap that was in use during the work, garbage included. */
  peakHeapMiB: Schema.Finite,
  /** Most memory that the process ever had, from its start. */
  peakRssMiB: Schema.Finite
})
export type Measurement = typeof Measurement.Type

const everyMillis = 5
const mebibyte = 1024 * 1024

/** `work` gets a function that takes a sample. */
export const measure = <A, E, R>(
  work: (sample: () => void) => Effect.Effect<A, E, R>
): Effect.Effect<Measurement, E, R> =>
  Effect.suspend(() => {
    let peakHeap = 0
    const sample = () => {
      peakHeap = Math.max(peakHeap, getHeapStatistics().used_heap_size)
    }
    const timer = setInterval(sample, everyMillis)
    const startedAt = performance.now()
    return Effect.suspend(() => work(sample)).pipe(
      Effect.map(() => {
        sample()
        return {
          seconds: (performance.now() - startedAt) / 1000,
          peakHeapMiB: peakHeap / mebibyte,
          peakRssMiB: process.resourceUsage().maxRSS / 1024
        }
      }),
      Effect.ensuring(Effect.sync(() => clearInterval(timer)))
    )
  })
