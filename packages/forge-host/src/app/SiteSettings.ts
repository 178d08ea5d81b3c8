/**
 * All that admins set on one site, but for the client secret, which has a store of its own, and the schedule, which core
 * keeps. What an admin leaves alone has core's defaults.
 */
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Settings from "@entra-assets/core/model/Settings"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { AssetsCaller } from "../AssetsCaller.ts"
import { OfferedCloud } from "../OfferedClouds.ts"

/** Raised when the stored shape changes; `decode` then also reads the shape before. */
export const siteSettingsSchemaVersion = 1

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

const withDefault = <S extends Schema.Top & { readonly "~encoded.optionality": "required" }>(
  schema: S,
  value: S["Encoded"]
) => schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

/** Which tenant, and as which app registration. */
export const Entra = Schema.Struct({
  cloud: OfferedCloud,
  /** Directory (tenant) ID: a GUID or a domain of the tenant. */
  tenantId: Schema.NonEmptyString,
  /** Application (client) ID. */
  clientId: Schema.String.check(Schema.isGUID()),
  /** The day on which the secret ends, as YYYY-MM-DD, where the admin has said. */
  secretExpiresOn: Schema.NullOr(Schema.String)
})
export type Entra = typeof Entra.Type

/** Who connected the app to Assets, and who asks since. */
export const Connection = Schema.Struct({
  caller: AssetsCaller,
  connectedBy: AccountId,
  /** Milliseconds since 1970. */
  connectedAt: Schema.Int
})
export type Connection = typeof Connection.Type

/** What core lets an admin set, but for the tenant; and what is to be seen of runs in Assets. */
const { fields } = Settings.Settings
export const SyncRules = Schema.Struct({
  ...Struct.omit(fields, ["cloud", "tenantId", "clientId"]),
  /**
   * Keep an object "Sync status" in the schema, for rules of Jira Automation. It changes no plan, so core's settings
   * have nothing of it, and plans that were made before it was switched stay as they are.
   */
  syncStatus: withDefault(Schema.Boolean, false)
})
export type SyncRules = typeof SyncRules.Type

export const Budgets = Schema.Struct({
  /**
   * Points of Jira's hourly quota that this site may use. All customers of an app share 65,000 an hour
   * (developer.atlassian.com, rate limiting); one page of 1,000 accounts takes 2,001.
   */
  jiraPointsPerHour: withDefault(between(5000, 65_000), 20_000)
})
export type Budgets = typeof Budgets.Type

/** In days. */
export const Retention = Schema.Struct({
  plans: withDefault(between(1, 30), 7),
  details: withDefault(between(1, 365), 30),
  summaries: withDefault(between(30, 730), 365)
})
export type Retention = typeof Retention.Type

/** The parts that are saved each for itself. */
export const SettingsPart = Schema.Literals(["entra", "connection", "rules", "budgets", "retention"])
export type SettingsPart = typeof SettingsPart.Type

/** The last save. `by`: `null` for somebody whose account was closed since. */
export const LastSave = Schema.Struct({
  at: Schema.Int,
  by: Schema.NullOr(AccountId),
  what: Schema.Array(SettingsPart)
})
export type LastSave = typeof LastSave.Type

export const SiteSettings = Schema.Struct({
  schemaVersion: Schema.Literal(siteSettingsSchemaVersion),
  /** Rises by one with every save. */
  version: Schema.Int,
  changed: LastSave,
  entra: Schema.NullOr(Entra),
  /** The version with which the client secret was last saved. */
  secretVersion: withDefault(Schema.Int, 0),
  connection: Schema.NullOr(Connection),
  rules: withDefault(SyncRules, {}),
  budgets: withDefault(Budgets, {}),
  retention: withDefault(Retention, {})
})
export type SiteSettings = typeof SiteSettings.Type

/** Core's settings; `null` until a tenant is set. */
export const toSettings = ({ entra, rules }: SiteSettings): Settings.Settings | null => {
  if (entra === null) return null
  const { syncStatus: _, ...settings } = rules
  return { ...settings, cloud: entra.cloud, tenantId: entra.tenantId, clientId: entra.clientId }
}
