/** The set-up on Forge's own network and stores, for one invocation. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as ClientSecret from "../forge/ClientSecret.ts"
import * as ForgeHttpClient from "../forge/ForgeHttpClient.ts"
import { Invocation } from "../forge/Invocation.ts"
import * as SettingsStore from "./SettingsStore.ts"
import * as Setup from "./Setup.ts"

export const layer: Layer.Layer<Setup.Setup, never, KeyValueStore.KeyValueStore | Invocation> = Layer.unwrap(
  Effect.map(Invocation, ({ egressLimit }) =>
    Setup.layer({
      networkOf: (assetsCaller) => ForgeHttpClient.layer({ assetsCaller, egressLimit }),
      settings: SettingsStore,
      secret: Effect.flatMap(SettingsStore.load, (site) => ClientSecret.load(site?.secretVersion ?? 0))
    }))
)
