import { assert, it } from "@effect/vitest"
import { SourceError } from "@entra-assets/core/model/SourceError"
import { RunStopped } from "@entra-assets/core/sync/Apply"
import { noCounts, Run, runSchemaVersion } from "@entra-assets/core/sync/Run"
import * as Cause from "effect/Cause"
import * as CliError from "effect/cli/CliError"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { TestConsole } from "effect/testing"
import * as Complaint from "../src/Complaint.ts"
import { UsageError } from "../src/UsageError.ts"

const refused = new SourceError({
  source: "entra",
  reason: "Unauthorized",
  message: "Entra ID refused the client secret.",
  nextStep: "Create a new one."
})

const printed = (cause: Cause.Cause<unknown>) => Effect.andThen(Complaint.print(cause), TestConsole.errorLines)

it.effect("a service's failure says what happened and what to do", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* printed(Cause.fail(refused)), [
      "entra-assets: Entra ID refused the client secret. Create a new one."
    ])
  }))

it.effect("what whoever helps asks for stands after what happened", () =>
  Effect.gen(function*() {
    const { nextStep, reason } = refused
    const unended = new SourceError({
      source: "assets",
      reason,
      message: "Assets refuses the caller.",
      nextStep,
      details: "asked to create an object"
    })
    assert.deepStrictEqual(yield* printed(Cause.fail(unended)), [
      "entra-assets: Assets refuses the caller (asked to create an object). Create a new one."
    ])
  }))

it.effect("a stopped run says how far it came", () =>
  Effect.gen(function*() {
    const run = Schema.decodeUnknownSync(Run)({
      schemaVersion: runSchemaVersion,
      id: "run",
      goal: "apply",
      trigger: "manual",
      startedBy: null,
      settingsDigest: "",
      planId: "plan",
      state: "failed",
      createdAt: 0,
      updatedAt: 0,
      endedAt: 0,
      slices: 1,
      waiting: null,
      reading: null,
      plan: null,
      applying: { page: 0, links: false },
      counts: { ...noCounts, created: 12, updated: 3, failed: 1 },
      timings: { reading: 0, planning: 0, applying: 0 },
      requests: {},
      failure: { cause: "entra.Unauthorized", message: refused.message, nextStep: refused.nextStep }
    })
    assert.deepStrictEqual(yield* printed(Cause.fail(new RunStopped({ run }))), [
      "entra-assets: The run stopped after 12 created and 3 updated records. Entra ID refused the client secret. " +
      "Create a new one."
    ])
  }))

it.effect("a message of several lines becomes one", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* printed(Cause.fail(new UsageError({ message: "people.csv:\n  line 3" }))), [
      "entra-assets: people.csv: line 3"
    ])
  }))

it.effect("an interruption is no mistake of anybody", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* printed(Cause.interrupt(1)), ["entra-assets: stopped; nothing is half-written."])
  }))

it.effect("what nobody foresaw keeps its stack trace", () =>
  Effect.gen(function*() {
    const [line] = yield* printed(Cause.die(new Error("cannot be")))
    assert.match(String(line), /^entra-assets: this is a mistake of ours, please report it\.\n.*cannot be[^]*at /u)
  }))

it.effect("misuse of the command line was shown before", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* printed(Cause.fail(new CliError.ShowHelp({ commandPath: [], errors: [] }))), [])
  }))
