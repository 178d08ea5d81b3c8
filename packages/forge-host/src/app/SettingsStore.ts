/**
 * Where the settings of a site are kept. Each save names the version that it changes, so that nobody overwrites what
 * they have not seen.
 */
import type { AccountId } from "@entra-assets/core/model/Ids"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import * as ConditionalEntity from "../forge/ConditionalEntity.ts"
import { type SettingsPart, SiteSettings, siteSettingsSchemaVersion } from "./SiteSettings.ts"

/**
 * `Stale`: somebody else has saved since; `present` is what they left. `Unreadable`: stored by another version of the
 * app. `StoreFailed`: Forge's store did not answer.
 */
export class SettingsError extends Schema.TaggedError<SettingsError>()("SettingsError", {
  reason: Schema.Literals(["Stale", "Unreadable", "StoreFailed"]),
  message: Schema.String,
  present: Schema.NullOr(SiteSettings)
}) {}

const entity = ConditionalEntity.make<{ readonly version: number; readonly json: string }>({
  entityName: "settings",
  key: "settings",
  version: ["version", "json"]
})

const Json = Schema.fromJsonString(SiteSettings)
const decode = Schema.decodeEffect(Json)
const encode = Schema.encodeEffect(Json)

const failed = ({ message }: { readonly message: string }) =>
  new SettingsError({ reason: "StoreFailed", message, present: null })

const unreadable = () =>
  new SettingsError({
    reason: "Unreadable",
    message: "The settings were stored by another version of the app. Install the newest version.",
    present: null
  })

const stored = Effect.gen(function*() {
  const before = yield* Effect.mapError(entity.read, failed)
  const settings = before === undefined ? null : yield* Effect.mapError(decode(before.json), unreadable)
  return { before, settings }
})

/** `null` before the first save. */
export const load: Effect.Effect<SiteSettings | null, SettingsError> = Effect.map(stored, ({ settings }) => settings)

/** What a save may change. */
export type Change = Partial<Pick<SiteSettings, SettingsPart>>

export interface Save {
  /** Of the settings that the change was made in view of; 0 before the first save. */
  readonly version: number
  /** `null` for nobody. */
  readonly by: AccountId | null
  readonly change: Change
  /** A client secret is saved next, with the version that this makes. */
  readonly withSecret?: boolean
}

const unset = Schema.decodeSync(SiteSettings)

/** Answers what stands there afterwards. */
export const save = Effect.fn("SettingsStore.save")(function*({ by, change, version, withSecret = false }: Save) {
  const { before, settings } = yield* stored
  const at = yield* Clock.currentTimeMillis
  const stale = (present: SiteSettings | null) =>
    new SettingsError({ reason: "Stale", message: "Somebody else has saved the settings meanwhile.", present })
  if ((settings?.version ?? 0) !== version) return yield* stale(settings)
  const what = Struct.keys(change)
  const changed = { schemaVersion: siteSettingsSchemaVersion, version: version + 1, changed: { at, by, what } } as const
  const next: SiteSettings = {
    ...(settings ?? unset({ ...changed, entra: null, connection: null })),
    ...change,
    ...changed,
    ...(withSecret && { secretVersion: changed.version })
  }
  const json = yield* Effect.orDie(encode(next))
  const replaced = yield* Effect.mapError(entity.replace(before, { version: next.version, json }), failed)
  return replaced ? next : yield* stale(yield* load)
})

/** For the end of an installation. */
export const remove: Effect.Effect<void, SettingsError> = Effect.mapError(entity.remove, failed)
