import { assert, it } from "@effect/vitest"
import { type AccountId, ObjectId } from "@entra-assets/core/model/Ids"
import { SourceError, type SourceReason } from "@entra-assets/core/model/SourceError"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import { DuplicateEntraUserId, EmployeeWriter } from "@entra-assets/core/ports/EmployeeWriter"
import * as Reconnection from "@entra-assets/forge-host/app/Reconnection"
import type { Connection } from "@entra-assets/forge-host/app/SiteSettings"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { ada } from "../fixtures/SetupSite.ts"

const connection = (caller: Connection["caller"], connectedBy: AccountId = ada): Connection => ({
  caller,
  connectedBy,
  connectedAt: 0
})
const asAda = connection({ _tag: "Impersonated", accountId: ada })

const refusal = (reason: SourceReason, source: SourceError["source"] = "assets") =>
  new SourceError({ source, reason, message: "Assets does not let the caller in", nextStep: "Renew the token." })

it("a refusal to the impersonated admin says that they have to be replaced and by whom, and names nobody", () => {
  for (const reason of ["Unauthorized", "Forbidden"] as const) {
    const told = Reconnection.reconnecting(asAda)(refusal(reason))
    assert.strictEqual(told.reason, "NeedsReconnection")
    assert.notInclude(`${told.message} ${told.details}`, ada)
    assert.include(told.details, "does not let the caller in")
    assert.include(told.nextStep, "Any Jira admin can take over")
  }
})

it("every other failure stays what it is", () => {
  const others = [
    refusal("Throttled"),
    refusal("Misconfigured"),
    refusal("Unauthorized", "entra"),
    refusal("Forbidden", "jira")
  ]
  for (const error of others) assert.strictEqual(Reconnection.reconnecting(asAda)(error), error)
  for (const caller of [{ _tag: "App" }, { _tag: "PresentUser" }] as const) {
    const error = refusal("Forbidden")
    assert.strictEqual(Reconnection.reconnecting(connection(caller))(error), error)
  }
})

it.effect("everything that reads or writes records tells it so", () =>
  Effect.gen(function*() {
    const error = refusal("Forbidden")
    const ports = Layer.merge(
      Layer.succeed(EmployeeReader, {
        employees: () => Stream.fail(error),
        findByEntraIds: () => Effect.fail(error),
        findByObjectIds: () => Effect.fail(error),
        objectCount: Effect.fail(error)
      }),
      Layer.succeed(EmployeeWriter, {
        create: () => Effect.fail(error),
        update: () => Effect.fail(new DuplicateEntraUserId())
      })
    )
    yield* Effect.gen(function*() {
      const reader = yield* EmployeeReader
      const writer = yield* EmployeeWriter
      const attempts = [
        Stream.runDrain(reader.employees(null)),
        reader.findByEntraIds([]),
        reader.findByObjectIds([]),
        reader.objectCount,
        writer.create({})
      ]
      for (const attempt of attempts) {
        assert.deepInclude(yield* Effect.flip(Effect.asVoid(attempt)), { reason: "NeedsReconnection" })
      }
      const refused = yield* Effect.flip(writer.update(ObjectId.make("1"), {}))
      assert.strictEqual(refused._tag, "DuplicateEntraUserId")
    }).pipe(Effect.provide(Reconnection.decorate(asAda).pipe(Layer.provide(ports))))
  }))
