/**
 * What the oracle judges by: the company as it truly is, not as an API shows it, and the Employee objects that stand in
 * Assets. Nothing of this comes from core.
 */
import type { AssetsObject } from "@entra-assets/test-kit/AssetsAdmin"
import type { AtlassianPerson, EntraPerson } from "@entra-assets/test-kit/Organisation"

export interface Truth {
  /** The live users of the tenant; soft- and hard-deleted ones are not among them. */
  readonly people: ReadonlyArray<EntraPerson>
  /**
   * The accounts that Jira shows. A deleted one stands here only where Jira goes on showing it, inactive and without
   * an address (the switch `deletedAccounts`). The reader is an app, so it is told `hidden` addresses.
   */
  readonly accounts: ReadonlyArray<AtlassianPerson>
  /** Every object of the type Employee, with the attributes under their own names. */
  readonly objects: ReadonlyArray<AssetsObject>
  /** Longest text of an attribute, in UTF-16 units; 255 unless said. */
  readonly textLimit?: number
}

/** A record of ours, the only one of its person. */
export interface OwnRecord {
  readonly entraId: string
  /** `null` when somebody cleared it by hand. */
  readonly accountId: string | null
  readonly object: AssetsObject
}

export interface Records {
  readonly byEntraId: ReadonlyMap<string, OwnRecord>
  /** People with several records: none of those is written, nor a further one. */
  readonly duplicated: ReadonlySet<string>
  /** Accounts that several records name: nothing that names one is written. */
  readonly contested: ReadonlySet<string>
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** The one value of an attribute; `null` for none. */
export const valueOf = ({ values }: AssetsObject, attribute: string): string | null => {
  const value = values[attribute]
  const text = (typeof value === "string" ? value : value?.[0])?.trim() ?? ""
  return text === "" ? null : text
}

/** Whose record it is, when it is ours at all. */
export const entraIdOf = (object: AssetsObject): string | null => {
  const id = valueOf(object, "Entra User ID")?.toLowerCase()
  return id !== undefined && guid.test(id) ? id : null
}

/** The values that occur more than once. */
const repeated = (values: ReadonlyArray<string | null>): ReadonlySet<string> =>
  new Set(values.filter((value, index) => value !== null && values.indexOf(value) !== index).flatMap((id) => id ?? []))

export const recordsOf = (objects: ReadonlyArray<AssetsObject>): Records => {
  const ours = objects.flatMap((object) => {
    const entraId = entraIdOf(object)
    return entraId === null ? [] : [{ entraId, accountId: valueOf(object, "Atlassian Account ID"), object }]
  })
  const duplicated = repeated(ours.map(({ entraId }) => entraId))
  const ofDuplicates = ours.flatMap(({ accountId, entraId }) => duplicated.has(entraId) ? accountId ?? [] : [])
  return {
    byEntraId: new Map(ours.filter(({ entraId }) => !duplicated.has(entraId)).map((one) => [one.entraId, one])),
    duplicated,
    contested: new Set([...ofDuplicates, ...repeated(ours.map(({ accountId }) => accountId))])
  }
}
