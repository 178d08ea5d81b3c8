/** The whole-engine simulation as a process: its exit code is 0, or 1 when something is wrong. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Program from "./Program.ts"

Program.run(process.argv.slice(2)).pipe(
  Effect.tapError((error) =>
    error._tag === "Broken" ? Effect.void : Console.error(`check:simulation: ${error.message}`)
  ),
  Effect.provide(NodeServices.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
