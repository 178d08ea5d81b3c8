/**
 * What every Employee object should say once everything has healed: the rules of the domain, written again from their
 * description, as plainly as possible and without a line of core. It shares no code with what it judges, so that a
 * mistake would have to be made twice.
 *
 * Where several answers are right, `Disagreements` accepts each: texts that differ in spaces only, and a Name whose
 * reserved characters were replaced. Bindings depend on what stood in Assets before, so `Truth.objects` are the objects
 * at the moment from which nothing interferes any more. Left out: records bound by hand to the account of an app or of
 * a customer, about which nothing is promised.
 */
import type { AssetsObject } from "@entra-assets/test-kit/AssetsAdmin"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import { bindings } from "./Bindings.ts"
import { type Records, recordsOf, type Truth, valueOf } from "./Truth.ts"

/** Beside Entra User ID, by which a record is known, and Manager, which is a reference. */
export const attributes = [
  "Name",
  "Full Name",
  "Email",
  "User Principal Name",
  "Job Title",
  "Department",
  "Atlassian Account ID",
  "Jira User",
  "Active",
  "Manager Atlassian Account ID"
] as const
export type Attribute = typeof attributes[number]

export interface ExpectedRecord {
  readonly entraId: string
  /** `null` for one that is yet to be created. */
  readonly objectId: string | null
  readonly values: { readonly [attribute in Attribute]: string | null }
  /** The object that is linked now and stays, or the person whose record is to be linked. */
  readonly manager: { readonly objectId: string } | { readonly entraId: string } | null
}

export interface Expected {
  /** By Entra id. */
  readonly records: ReadonlyMap<string, ExpectedRecord>
  /** Objects that nobody may write: of others, contradictory, or with a binding that was freed by hand. */
  readonly untouched: ReadonlyArray<AssetsObject>
}

interface Knowledge {
  readonly truth: Truth
  readonly records: Records
  readonly bound: ReadonlyMap<string, string>
}

export const expect = (truth: Truth): Expected => {
  const knowledge: Knowledge = { truth, records: recordsOf(truth.objects), bound: bindings(truth) }
  const records = new Map(
    [...knowledge.bound].flatMap(([entraId, accountId]) => {
      const record = recordOf(knowledge, entraId, accountId)
      return record === null ? [] : [[entraId, record] as const]
    })
  )
  const written = new Set([...records.values()].map(({ objectId }) => objectId))
  return { records, untouched: truth.objects.filter(({ id }) => !written.has(id)) }
}

const recordOf = (knowledge: Knowledge, entraId: string, accountId: string): ExpectedRecord | null => {
  const object = knowledge.records.byEntraId.get(entraId)?.object ?? null
  const person = knowledge.truth.people.find(({ id }) => id === entraId)
  const account = knowledge.truth.accounts.find((one) => one.accountId === accountId)
  return person !== undefined && account?.active === true
    ? { entraId, objectId: object?.id ?? null, ...upToDate(knowledge, person, accountId, object) }
    : object === null
    ? null
    : { entraId, objectId: object.id, ...inactive(object) }
}

const linked = (object: AssetsObject | null): ExpectedRecord["manager"] => {
  const objectId = object === null ? null : valueOf(object, "Manager")
  return objectId === null ? null : { objectId }
}

/** The person or their account has gone, or the account is inactive: only Active is written. */
const inactive = (object: AssetsObject): Pick<ExpectedRecord, "manager" | "values"> => {
  const now = (attribute: Attribute) => valueOf(object, attribute)
  return {
    values: {
      "Name": now("Name"),
      "Full Name": now("Full Name"),
      "Email": now("Email"),
      "User Principal Name": now("User Principal Name"),
      "Job Title": now("Job Title"),
      "Department": now("Department"),
      "Atlassian Account ID": now("Atlassian Account ID"),
      "Jira User": now("Jira User"),
      "Active": "false",
      "Manager Atlassian Account ID": now("Manager Atlassian Account ID")
    },
    manager: linked(object)
  }
}

const upToDate = (
  knowledge: Knowledge,
  person: EntraPerson,
  accountId: string,
  object: AssetsObject | null
): Pick<ExpectedRecord, "manager" | "values"> => {
  const text = (value: string | null) => shortened(value, knowledge.truth.textLimit ?? 255)
  const fullName = text(person.displayName)
  const userPrincipalName = text(person.userPrincipalName)
  const [manager, managerAccountId] = managerOf(knowledge, person, object)
  return {
    values: {
      "Name": fullName ?? userPrincipalName ?? (object === null ? null : valueOf(object, "Name")) ?? person.id,
      "Full Name": fullName,
      "Email": text(person.mail),
      "User Principal Name": userPrincipalName,
      "Job Title": text(person.jobTitle),
      "Department": text(person.department),
      "Atlassian Account ID": accountId,
      "Jira User": accountId,
      "Active": String(person.accountEnabled),
      "Manager Atlassian Account ID": managerAccountId
    },
    manager
  }
}

/** A link needs a record of the manager's own: one that stands, whoever may write it, or one that is to be created. */
const managerOf = (
  { bound, records }: Knowledge,
  { id, manager }: EntraPerson,
  object: AssetsObject | null
): readonly [ExpectedRecord["manager"], string | null] => {
  if (manager === null || manager.kind !== "user" || manager.id === id) return [null, null]
  if (records.duplicated.has(manager.id)) {
    return [linked(object), object === null ? null : valueOf(object, "Manager Atlassian Account ID")]
  }
  const record = records.byEntraId.get(manager.id)
  const accountId = bound.get(manager.id) ?? record?.accountId ?? null
  return record === undefined && !bound.has(manager.id) ? [null, null] : [{ entraId: manager.id }, accountId]
}

/** Trimmed, at most so many UTF-16 units, and no half of a surrogate pair at the end. */
const shortened = (value: string | null, limit: number): string | null => {
  const text = value?.trim() ?? ""
  const short = text.length <= limit ? text : text.slice(0, limit).replace(/[\ud800-\udbff]$/u, "").trimEnd()
  return short === "" ? null : short
}
