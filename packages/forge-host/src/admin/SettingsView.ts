/** The settings of the site as the page may see them: whether there is a secret, but not which. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SettingsStore from "../app/SettingsStore.ts"
import { Budgets, Retention, type SiteSettings, SyncRules } from "../app/SiteSettings.ts"
import * as ClientSecret from "../forge/ClientSecret.ts"
import type { SettingsView } from "./AdminApi.ts"
import type { AdminFailure } from "./AdminError.ts"
import { toFailure } from "./Handler.ts"

/** What holds as long as nobody has saved anything. */
const unset = {
  version: 0,
  changed: null,
  entra: null,
  connection: null,
  rules: Schema.decodeSync(SyncRules)({}),
  budgets: Schema.decodeSync(Budgets)({}),
  retention: Schema.decodeSync(Retention)({})
}

export const viewOf = (settings: SiteSettings | null, hasSecret: boolean): SettingsView => {
  const { budgets, changed, connection, entra, retention, rules, version } = settings ?? unset
  return { version, changed, entra, hasSecret, connection, rules, budgets, retention }
}

export const hasSecret = (settings: SiteSettings | null): Effect.Effect<boolean, AdminFailure> =>
  ClientSecret.load(settings?.secretVersion ?? 0).pipe(
    Effect.map((secret) => secret !== null),
    Effect.mapError(toFailure)
  )

export const settingsView: Effect.Effect<SettingsView, AdminFailure> = Effect.gen(function*() {
  const settings = yield* Effect.mapError(SettingsStore.load, toFailure)
  return viewOf(settings, yield* hasSecret(settings))
})
