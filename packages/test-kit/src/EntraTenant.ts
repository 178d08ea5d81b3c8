/**
 * The mutable state of one simulated Entra tenant: its users, deleted users and app registrations. It knows no HTTP.
 * Every user has a slot of their own until they are deleted, so a page token can point between two users while others
 * come and go.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { EntraPerson, Organisation } from "./Organisation.ts"

/** An app registration with its client secret. */
export interface EntraApp {
  readonly clientId: string
  readonly secret: string
  readonly secretExpired?: boolean
  /** Application permissions that an admin consented to, such as `User.Read.All`. Tokens carry those of their issue. */
  readonly roles: ReadonlyArray<string>
  /** Why the tenant issues no token although the credentials are right. */
  readonly blocked?: "disabled" | "conditionalAccess"
}

export interface DeletedPerson {
  readonly person: EntraPerson
  readonly deletedAtMillis: number
}

export interface EntraTenant {
  readonly tenantId: string
  readonly domain: string
  // --- what tests change
  /** Users that the list no longer names are soft-deleted, the rest are added or replaced. */
  readonly setPeople: (people: ReadonlyArray<EntraPerson>) => Effect.Effect<void>
  /** Adds the user or replaces the one with the same id. */
  readonly setPerson: (person: EntraPerson) => Effect.Effect<void>
  /** Soft-deletes: the user can be restored for 30 days. */
  readonly deletePerson: (id: string) => Effect.Effect<void>
  /** Hard-deletes, whether live or soft-deleted. */
  readonly purgePerson: (id: string) => Effect.Effect<void>
  /** Brings a soft-deleted user back, with the same id. */
  readonly restorePerson: (id: string) => Effect.Effect<void>
  /** Registers the app or replaces its registration. */
  readonly setApp: (app: EntraApp) => Effect.Effect<void>
  readonly removeApp: (clientId: string) => Effect.Effect<void>
  // --- what the simulator reads
  /** Live users by slot; a slot is empty once its user was deleted. */
  readonly slots: ReadonlyArray<EntraPerson | undefined>
  readonly size: () => number
  readonly person: (id: string) => EntraPerson | undefined
  readonly personByUserPrincipalName: (userPrincipalName: string) => EntraPerson | undefined
  /** Soft-deleted users whose 30 days have not passed. */
  readonly deleted: Effect.Effect<ReadonlyArray<DeletedPerson>>
  readonly app: (clientId: string) => EntraApp | undefined
}

/** How long Entra keeps a soft-deleted user. */
const retentionMillis = 30 * 24 * 60 * 60 * 1000

const isKept = (entry: DeletedPerson, now: number): boolean => now - entry.deletedAtMillis < retentionMillis

export const make = (organisation: Organisation, apps: ReadonlyArray<EntraApp>): EntraTenant => {
  const slots: Array<EntraPerson | undefined> = []
  const slotById = new Map<string, number>()
  const idByUserPrincipalName = new Map<string, string>()
  const deleted = new Map<string, DeletedPerson>()
  const appsById = new Map(apps.map((app) => [app.clientId.toLowerCase(), app]))

  const find = (id: string): EntraPerson | undefined => {
    const slot = slotById.get(id.toLowerCase())
    return slot === undefined ? undefined : slots[slot]
  }
  const forgetName = (person: EntraPerson) => {
    const name = person.userPrincipalName.toLowerCase()
    if (idByUserPrincipalName.get(name) === person.id) idByUserPrincipalName.delete(name)
  }
  const put = (person: EntraPerson) => {
    deleted.delete(person.id)
    const known = slotById.get(person.id)
    if (known === undefined) {
      slotById.set(person.id, slots.push(person) - 1)
    } else {
      const before = slots[known]
      if (before !== undefined) forgetName(before)
      slots[known] = person
    }
    idByUserPrincipalName.set(person.userPrincipalName.toLowerCase(), person.id)
  }
  const take = (id: string): EntraPerson | undefined => {
    const person = find(id)
    if (person === undefined) return undefined
    const slot = slotById.get(person.id)
    if (slot !== undefined) slots[slot] = undefined
    slotById.delete(person.id)
    forgetName(person)
    return person
  }
  const softDelete = (id: string, now: number) => {
    const person = take(id)
    if (person !== undefined) deleted.set(person.id, { person, deletedAtMillis: now })
  }

  for (const person of organisation.people) put(person)

  return {
    tenantId: organisation.tenantId,
    domain: organisation.domain,
    setPeople: (people) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const staying = new Set(people.map((person) => person.id))
        for (const id of slotById.keys()) if (!staying.has(id)) softDelete(id, now)
        for (const person of people) put(person)
      }),
    setPerson: (person) => Effect.sync(() => put(person)),
    deletePerson: (id) => Effect.map(Clock.currentTimeMillis, (now) => softDelete(id, now)),
    purgePerson: (id) =>
      Effect.sync(() => {
        take(id)
        deleted.delete(id.toLowerCase())
      }),
    restorePerson: (id) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const entry = deleted.get(id.toLowerCase())
        if (entry !== undefined && isKept(entry, now)) put(entry.person)
      }),
    setApp: (app) =>
      Effect.sync(() => {
        appsById.set(app.clientId.toLowerCase(), app)
      }),
    removeApp: (clientId) =>
      Effect.sync(() => {
        appsById.delete(clientId.toLowerCase())
      }),
    slots,
    size: () => slotById.size,
    person: find,
    personByUserPrincipalName: (userPrincipalName) => {
      const id = idByUserPrincipalName.get(userPrincipalName.toLowerCase())
      return id === undefined ? undefined : find(id)
    },
    deleted: Effect.map(
      Clock.currentTimeMillis,
      (now) => [...deleted.values()].filter((entry) => isKept(entry, now))
    ),
    app: (clientId) => appsById.get(clientId.toLowerCase())
  }
}
