/** What an admin types about the app registration, over what is stored; nothing of it is kept but while it is typed. */
import type { SettingsView } from "@entra-assets/forge-host/admin/AdminApi"
import * as EntraInput from "@entra-assets/forge-host/admin/EntraInput"

export interface EntraValues {
  readonly cloud: string
  readonly tenantId: string
  readonly clientId: string
  /** Empty for the one that is stored. */
  readonly clientSecret: string
  /** Empty when it is not known. */
  readonly secretExpiresOn: string
}
export type EntraField = keyof EntraValues

/** What a test of the connection needs; the day on which the secret expires is only kept. */
export const ids = ["cloud", "tenantId", "clientId"] as const
export const testedFields = [...ids, "clientSecret"] as const
export const fields = [...testedFields, "secretExpiresOn"] as const

export const isTested = (field: EntraField): boolean => testedFields.some((tested) => tested === field)

export interface EntraDraft {
  /** The settings in view of which it is typed. */
  readonly seen: SettingsView
  readonly typed: Partial<EntraValues>
}

export const begin = (seen: SettingsView): EntraDraft => ({ seen, typed: {} })

const stored = ({ entra }: Pick<SettingsView, "entra">, firstCloud: string): EntraValues => ({
  cloud: entra?.cloud ?? firstCloud,
  tenantId: entra?.tenantId ?? "",
  clientId: entra?.clientId ?? "",
  clientSecret: "",
  secretExpiresOn: entra?.secretExpiresOn ?? ""
})

/** A new secret has a day of its own. */
const isReplacing = ({ seen, typed }: EntraDraft): boolean => seen.hasSecret && (typed.clientSecret ?? "").trim() !== ""

/** The stored day that goes with the earlier secret, unless the admin has typed another. */
export const dayDropped = (draft: EntraDraft): string | null =>
  isReplacing(draft) && draft.typed.secretExpiresOn === undefined ? draft.seen.entra?.secretExpiresOn ?? null : null

export const valuesOf = (draft: EntraDraft, firstCloud: string): EntraValues => ({
  ...stored(draft.seen, firstCloud),
  ...(dayDropped(draft) !== null && { secretExpiresOn: "" }),
  ...draft.typed
})

export const enter = (draft: EntraDraft, field: EntraField, text: string): EntraDraft => ({
  ...draft,
  typed: { ...draft.typed, [field]: text }
})

export const isTouched = ({ typed }: EntraDraft): boolean => Object.keys(typed).length > 0

/** Saved, it would be another connection than the one that is stored. */
export const isToBeTested = ({ seen, typed }: EntraDraft): boolean => {
  const before = stored(seen, "")
  return testedFields.some((field) => (typed[field] ?? before[field]).trim() !== before[field])
}

/** As the app is told: a secret that was left alone, and a day that is not known, are not there. */
export const request = ({ clientSecret, secretExpiresOn, ...ids }: EntraValues): EntraInput.Typed => ({
  ...ids,
  ...(clientSecret.trim() !== "" && { clientSecret }),
  secretExpiresOn: secretExpiresOn === "" ? null : secretExpiresOn
})

export const problems = (
  values: EntraValues,
  { entra, hasSecret }: SettingsView,
  now: number
): { readonly [field: string]: string } => EntraInput.problems(request(values), { entra, hasSecret }, now)

/** A field of which somebody else has changed what is stored. */
export interface Difference {
  readonly field: Exclude<EntraField, "clientSecret">
  readonly before: string
  readonly after: string
}

const comparable = ["cloud", "tenantId", "clientId", "secretExpiresOn"] as const

export const differences = (seen: SettingsView, newest: SettingsView): ReadonlyArray<Difference> => {
  const before = stored(seen, "")
  const after = stored(newest, "")
  return comparable.flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }]
  )
}

/** Somebody has saved the connection to Entra ID since; of a new secret the page learns by that alone. */
const isOvertaken = (seen: SettingsView, newest: SettingsView): boolean =>
  newest.version > seen.version &&
  (differences(seen, newest).length > 0 || seen.hasSecret !== newest.hasSecret ||
    newest.changed?.what.includes("entra") === true)

/** Follows what is stored, unless that overtakes what is being typed: then the admin is asked. */
export const follow = (draft: EntraDraft, newest: SettingsView): EntraDraft =>
  draft.seen.version === newest.version || (isTouched(draft) && isOvertaken(draft.seen, newest))
    ? draft
    : { ...draft, seen: newest }

/** What is typed stays, over what is stored now. */
export const rebase = ({ typed }: EntraDraft, newest: SettingsView): EntraDraft => ({ seen: newest, typed })
