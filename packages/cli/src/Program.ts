/** The program as an effect: from arguments to what it prints, with one clear line when something is wrong. */
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Complaint from "./Complaint.ts"
import * as Logs from "./Logs.ts"
import { simulate } from "./Simulate.ts"

const root = Command.make("entra-assets").pipe(
  Command.withDescription("Keeps Employee records in Jira Service Management Assets true to Microsoft Entra ID"),
  Command.withSubcommands([simulate])
)

const runWith = Command.runWith(root, { version: "0.1.0" })

/** `args`: what follows the program's name on the command line. */
export const run = (args: ReadonlyArray<string>) =>
  runWith(args).pipe(
    // Also when it is interrupted.
    Effect.onError(Complaint.print),
    Effect.provide(Layer.merge(CliOutput.layerPresenter(Complaint.presenter), Logs.layer))
  )
