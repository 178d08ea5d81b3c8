/** The site once its set-up is finished: what every operation needs that makes the app work. */
import * as Effect from "effect/Effect"
import * as RunDriver from "../app/RunDriver.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import { refused } from "./AdminError.ts"
import { toFailure } from "./Handler.ts"

const withoutEntra = refused(
  "setup.Entra",
  "The app is not connected to Microsoft Entra ID yet.",
  "Connect Entra ID in the setup."
)

const withoutAssets = refused(
  "setup.Assets",
  "The app is not connected to Assets yet.",
  "Create the Assets schema in the setup."
)

/** Refused while a step of the set-up is missing. */
export const load = Effect.gen(function*() {
  const site = yield* Effect.mapError(SettingsStore.load, toFailure)
  return RunDriver.connected(site) ?? (yield* site === null || site.entra === null ? withoutEntra : withoutAssets)
})
