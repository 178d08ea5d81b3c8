/**
 * The sync as a host would run it, with the services in another process and the plan in files: the first one fills an
 * empty schema, a later preview finds nothing to do.
 */
import { decode as decodeSettings, type Settings } from "@entra-assets/core/model/Settings"
import { apply } from "@entra-assets/core/sync/Apply"
import { preview } from "@entra-assets/core/sync/Preview"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Redacted from "effect/Redacted"
import * as Engine from "../src/Engine.ts"
import * as Peak from "./Peak.ts"
import type { Services } from "./Services.ts"

const first = Effect.fnUntraced(function*(settings: Settings) {
  const plan = yield* preview(settings)
  const { counts: { created, failed } } = yield* apply(plan.id, settings)
  if (failed > 0 || created === 0) {
    return yield* Effect.die(new Error(`${created} records were created, and ${failed} failed`))
  }
})

const later = Effect.fnUntraced(function*(settings: Settings) {
  const { counts: { create, inactivate, reactivate, unchanged, update } } = yield* preview(settings)
  if (create + update + inactivate + reactivate > 0 || unchanged === 0) {
    return yield* Effect.die(new Error("the second preview has something to do"))
  }
})

const run = (sync: (settings: Settings) => ReturnType<typeof first> | ReturnType<typeof later>) =>
  Effect.fnUntraced(function*(folder: string, services: Services) {
    const settings = yield* decodeSettings({
      tenantId: services.tenantId,
      clientId: services.clientId,
      objectAllowance: services.objectAllowance
    })
    const engine = Engine.layerLoopback({
      baseUrls: new Map(Object.entries(services.baseUrls)),
      settings,
      clientSecret: Redacted.make(services.clientSecret),
      cloudId: services.cloudId,
      appToken: Redacted.make(services.accessToken),
      directory: "create",
      publishedLimits: false
    }, KeyValueStore.layerFileSystem(folder))
    return yield* Peak.measure(() => Effect.provide(sync(settings), engine))
  })

export const previewAndApply = run(first)
export const laterPreview = run(later)
