/** The site once its set-up is finished: what every operation needs that makes the app work. */
import type { Settings } from "@entra-assets/core/model/Settings"
import type { SourceError } from "@entra-assets/core/model/SourceError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Engine from "../app/Engine.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import { type Connection, type SiteSettings, toSettings } from "../app/SiteSettings.ts"
import * as ForgeHttpClient from "../forge/ForgeHttpClient.ts"
import { Invocation } from "../forge/Invocation.ts"
import { refused } from "./AdminError.ts"
import { toFailure } from "./Handler.ts"

export interface ConnectedSite extends Pick<SiteSettings, "budgets" | "retention"> {
  readonly settings: Settings
  readonly connection: Connection
}

const withoutEntra = refused(
  "setup.Entra",
  "The app does not know your Entra ID tenant yet.",
  "Connect Entra ID in the set-up."
)

const withoutAssets = refused(
  "setup.Assets",
  "The app is not connected to Assets yet.",
  "Create the Assets schema in the set-up."
)

/** Refused while a step of the set-up is missing. */
export const load = Effect.gen(function*() {
  const site = yield* Effect.mapError(SettingsStore.load, toFailure)
  const settings = site === null ? null : toSettings(site)
  if (site === null || settings === null) return yield* withoutEntra
  const { budgets, connection, retention } = site
  if (connection === null) return yield* withoutAssets
  return { settings, connection, budgets, retention } satisfies ConnectedSite
})

/** What a run reads from and writes to, within this invocation. */
export const ports = (
  { budgets, connection, settings }: ConnectedSite
): Layer.Layer<Engine.Ports, SourceError, Engine.Stores | Invocation> =>
  Layer.unwrap(
    Effect.map(Invocation, ({ egressLimit }) =>
      Engine.ports(settings, connection, budgets).pipe(
        Layer.provide(ForgeHttpClient.layer({ assetsCaller: connection.caller, egressLimit }))
      ))
  )
