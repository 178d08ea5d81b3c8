/**
 * How a function of Forge runs an effect: with Forge's stores, core's runs, a log, and what Forge says of this
 * invocation. The layers are built anew each time, so that nothing of one site is there when another one comes.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Invocation from "../forge/Invocation.ts"
import * as Engine from "./Engine.ts"

export type Provided = Engine.Stores | Engine.Runs | Invocation.Invocation

const site = Engine.runs.pipe(Layer.provideMerge(Engine.stores))

/** For Forge's developer console: one line of JSON for each entry. */
const logger = Logger.layer([Logger.consoleJson])

/** Where a defect came from, but not its message, which may hold what a record says. */
const traceOf = (defect: unknown) =>
  defect instanceof Error ? (defect.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line)).slice(0, 10) : []

export const logDefect = (cause: Cause.Cause<never>, about: { readonly [id: string]: string } = {}) =>
  Effect.logError("A function met a defect", { ...about, at: traceOf(Cause.squash(cause)) })

const wordless = (cause: Cause.Cause<never>) =>
  Effect.andThen(logDefect(cause), Effect.die(new Error("The function met a defect; the log says where.")))

/** Rejects only for a defect. */
export const run = <A>(effect: Effect.Effect<A, never, Provided>, options?: Invocation.Options): Promise<A> =>
  Effect.runPromise(
    effect.pipe(
      Effect.catchCause(wordless),
      Effect.provide(Layer.mergeAll(site, Invocation.layer(options), logger))
    )
  )
