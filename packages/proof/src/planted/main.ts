/** The drill of planted bugs as a process: its exit code is 0, or 1 when one is not found. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Program from "./Program.ts"

Program.run(process.argv.slice(2)).pipe(
  Effect.tapError((error) =>
    error._tag === "NotFound" ? Effect.void : Console.error(`check:planted: ${error.message}`)
  ),
  Effect.provide(NodeServices.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
