/**
 * The last thing that the app does on a site: the client secret goes first, then as much of what it has stored as the
 * time allows. Forge removes the rest. Assets is never touched.
 */
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Handler from "../app/Handler.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import * as ClientSecret from "../forge/ClientSecret.ts"
import * as ForgeLeaseStore from "../forge/ForgeLeaseStore.ts"
import { timeLeft } from "../forge/Invocation.ts"

/** For the answer. */
const reserveMillis = 5000

const clear = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  yield* Effect.timeoutOption(store.clear, yield* timeLeft(reserveMillis))
})

const uninstall = Effect.gen(function*() {
  yield* Effect.ignore(ClientSecret.remove, { log: "Warn" })
  yield* Effect.ignore(SettingsStore.remove, { log: "Warn" })
  // No run of the next installation is to wait for one of this.
  yield* Effect.ignore(ForgeLeaseStore.remove, { log: "Warn" })
  yield* Effect.ignore(clear, { log: "Warn" })
})

export const preUninstall = () => Handler.run(uninstall)
