import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogScan from "../../src/simulation/LogScan.ts"

it.effect("finds secrets, tokens and addresses in messages, annotations and causes, and nothing in ids", () =>
  Effect.gen(function*() {
    const found: Array<string> = []
    const scan = LogScan.make({ secrets: ["hunter2"], violate: (message) => found.push(message) })
    yield* Effect.gen(function*() {
      yield* Effect.logInfo("Read 3 users").pipe(
        Effect.annotateLogs({ entraId: "00000000-0000-4000-8000-000000000001", accountId: "712020:ab" })
      )
      assert.deepStrictEqual(found, [])
      yield* Effect.logInfo("the secret is hunter2")
      yield* Effect.logInfo("ok").pipe(Effect.annotateLogs({ who: "ada@example.com" }))
      yield* Effect.logError("failed", new Error("Bearer simulated-app-token was refused"))
    }).pipe(Effect.provideService(Logger.CurrentLoggers, new Set([scan.logger])))
    assert.deepStrictEqual(found, ["a secret was logged", "an address was logged", "a token was logged"])
    assert.lengthOf(scan.lines(), 4)
  }))
