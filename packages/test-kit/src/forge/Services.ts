/**
 * Runs the effects of simulated services in virtual time, with seeded chance. A service is answered with its response
 * once it has one; while it sleeps, other things happen.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import * as Timeline from "./Timeline.ts"

export interface Services {
  /** Ends when the effect has ended, which `onDone` learns first, or sleeps. */
  readonly run: <A>(effect: Effect.Effect<A>, onDone: (value: A) => void) => Effect.Effect<void>
}

/** So many turns of the real event loop an effect may take that neither ends nor sleeps; then it waits for ever. */
const mostTurns = 100

const turn = Effect.callback<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})

export const make = (timeline: Timeline.Timeline, random: Random.Random): Services => ({
  run: (effect, onDone) =>
    Effect.suspend(() => {
      const state: { exit: Exit.Exit<void> | undefined; sleepers: number } = { exit: undefined, sleepers: 0 }

      const settled = Effect.gen(function*() {
        for (let turns = 0; state.exit === undefined && state.sleepers === 0 && turns < mostTurns; turns++) yield* turn
        if (state.exit !== undefined) yield* state.exit
      })

      const clock = Timeline.clock(timeline, (duration) =>
        Effect.callback((resume) => {
          state.sleepers++
          const scheduled = timeline.at(
            timeline.now() + Math.ceil(Duration.toMillis(duration)),
            Effect.suspend(() => {
              state.sleepers--
              resume(Effect.void)
              return settled
            })
          )
          return Effect.sync(() => {
            state.sleepers--
            scheduled.cancel()
          })
        }))

      const context = Context.make(Clock.Clock, clock).pipe(Context.add(Random.Random, random))
      const fiber = Effect.runForkWith(context)(Effect.map(effect, onDone))
      fiber.addObserver((ended) => {
        state.exit = ended
      })
      return settled
    })
})
