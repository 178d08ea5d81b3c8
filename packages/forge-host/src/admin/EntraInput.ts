/** What an admin types about the app registration in Entra ID, checked field by field. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Entra } from "../app/SiteSettings.ts"
import { OfferedCloud } from "../OfferedClouds.ts"
import { type AdminFailure, invalidInput } from "./AdminError.ts"

export interface Typed {
  readonly cloud: string
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret?: string
  readonly secretExpiresOn: string | null
}

/** What is stored already. */
export interface Present {
  readonly entra: Entra | null
  readonly hasSecret: boolean
}

const isGuid = Schema.is(Schema.String.check(Schema.isGUID()))
const isOffered = Schema.is(OfferedCloud)
/** Entra ID's own are far shorter; what is longer was copied with something else. */
const longestSecret = 200
/** Labels of letters, digits and hyphens, at least two of them; an international domain in its `xn--` form. */
const domain = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/iu
const day = /^\d{4}-\d{2}-\d{2}$/u
const dayMillis = 24 * 3_600_000

/** The end of this day everywhere on earth, in milliseconds since 1970; none for a day that no calendar has. */
const endOf = (text: string): number | null => {
  const begin = day.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // Of a 31st of February, engines make a day of March.
  return Number.isNaN(begin) || !new Date(begin).toISOString().startsWith(text) ? null : begin + 1.5 * dayMillis
}

const ofTenant = (tenantId: string) =>
  isGuid(tenantId) || domain.test(tenantId)
    ? null
    : `Enter the Directory (tenant) ID, or a domain of the tenant such as "contoso.com".`

const ofClient = (clientId: string) =>
  isGuid(clientId) ? null : "Enter the Application (client) ID, as the overview of the app registration shows it."

const ofSecret = ({ clientId, clientSecret }: Typed, { entra, hasSecret }: Present) => {
  if (clientSecret !== undefined) {
    if (clientSecret === "") return "Paste the secret's Value."
    if (clientSecret.length > longestSecret) {
      return `A secret's Value has at most ${longestSecret} characters. Paste the Value alone.`
    }
    return isGuid(clientSecret) ? `This is the secret's "Secret ID". Paste its Value instead.` : null
  }
  if (!hasSecret) return "Paste the secret's Value: none is stored yet."
  return entra !== null && entra.clientId.toLowerCase() !== clientId.toLowerCase()
    ? "The stored secret belongs to another client ID. Paste the Value of one of this app registration."
    : null
}

const ofExpiry = ({ secretExpiresOn }: Typed, { entra }: Present, now: number) => {
  if (secretExpiresOn === null || secretExpiresOn === entra?.secretExpiresOn) return null
  const end = endOf(secretExpiresOn)
  if (end === null) return "Enter the day as YYYY-MM-DD, such as 2027-03-31."
  return end < now ? "This day has passed. Create a new secret and enter the day on which it expires." : null
}

/** With what surrounds them by mistake gone, and the tenant always written in the same way: plans are held to it. */
const trimmed = (typed: Typed): Typed => ({
  cloud: typed.cloud,
  tenantId: typed.tenantId.trim().toLowerCase(),
  clientId: typed.clientId.trim(),
  ...(typed.clientSecret !== undefined && { clientSecret: typed.clientSecret.trim() }),
  secretExpiresOn: typed.secretExpiresOn?.trim() ?? null
})

export interface Checked {
  readonly entra: Entra
  /** `null` for the one that is stored. */
  readonly clientSecret: string | null
}

/** What is wrong, by field; the page says it while somebody types. */
export const problems = (given: Typed, present: Present, now: number): { readonly [field: string]: string } => {
  const typed = trimmed(given)
  const found = {
    cloud: isOffered(typed.cloud) ? null : "Choose one of the clouds that are offered.",
    tenantId: ofTenant(typed.tenantId),
    clientId: ofClient(typed.clientId),
    clientSecret: ofSecret(typed, present),
    secretExpiresOn: ofExpiry(typed, present, now)
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([field, message]) => message === null ? [] : [[field, message] as const])
  )
}

/** Fails with a message for each field that cannot be used. */
export const check = Effect.fnUntraced(function*(
  given: Typed,
  present: Present
): Effect.fn.Return<Checked, AdminFailure> {
  const { clientId, cloud, clientSecret = null, secretExpiresOn, tenantId } = trimmed(given)
  const wrong = problems(given, present, yield* Clock.currentTimeMillis)
  if (Object.keys(wrong).length > 0 || !isOffered(cloud)) return yield* invalidInput(wrong)
  return { entra: { cloud, tenantId, clientId, secretExpiresOn }, clientSecret }
})
