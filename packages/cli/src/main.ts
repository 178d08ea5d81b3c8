#!/usr/bin/env node
/** The program: parses the command line, runs the command, and ends with one clear line when something is wrong. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Complaint from "./Complaint.ts"
import { simulate } from "./Simulate.ts"

const root = Command.make("entra-assets").pipe(
  Command.withDescription("Keeps Employee records in Jira Service Management Assets true to Microsoft Entra ID"),
  Command.withSubcommands([simulate])
)

root.pipe(
  Command.run({ version: "0.1.0" }),
  // Also when it is interrupted.
  Effect.onError(Complaint.print),
  Effect.provide(Layer.merge(NodeServices.layer, CliOutput.layerPresenter(Complaint.presenter))),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
