/** The planner checker as a process: its exit code is 0, or 1 when something is wrong. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Program from "./Program.ts"

Program.run(process.argv.slice(2)).pipe(
  Effect.tapErrorTag("UsageError", ({ message }) => Console.error(`check:planner: ${message}`)),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
