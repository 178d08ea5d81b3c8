/**
 * The world around the engine: the simulated services, everything that happens to them, and what has been true of whom
 * and when. The engine is no part of it.
 */
import type { AssetsObject, Values } from "@entra-assets/test-kit/AssetsAdmin"
import * as AtlassianSimulator from "@entra-assets/test-kit/AtlassianSimulator"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import type { AtlassianPerson, EntraPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import type { Event, RecordValues } from "./Event.ts"
import * as Timeline from "./Timeline.ts"

export interface Options {
  /** Time that passes and never jumps, in milliseconds. */
  readonly now: () => number
  readonly organisation: Organisation
  readonly switches?: Partial<AtlassianSwitches>
  /** The most users that Graph puts in one page. */
  readonly longestUserPage?: number
}

export interface World {
  readonly entra: EntraSimulator.EntraSimulator
  readonly atlassian: AtlassianSimulator.AtlassianSimulator
  /** Users by id. */
  readonly people: Timeline.Timeline<EntraPerson>
  /** Accounts by id, as Jira shows them. */
  readonly accounts: Timeline.Timeline<AtlassianPerson>
  readonly apply: (event: Event) => Effect.Effect<void>
  /** The name that an attribute of Employee had at first. */
  readonly ownName: (attribute: string) => string
  /** The names that people have, or have had; those that are long enough to be told from other words. */
  readonly namesOf: ReadonlySet<string>
  /** Records as everybody would see them without renamed attributes. */
  readonly records: () => ReadonlyArray<AssetsObject>
}

export const employee = "Employee"

const shortestName = 6

export const make = Effect.fnUntraced(function*(options: Options): Effect.fn.Return<World> {
  const { longestUserPage, now, organisation, switches } = options
  const entra = yield* EntraSimulator.make({ organisation })
  const atlassian = yield* AtlassianSimulator.make({ organisation, switches: { leanObjects: true, ...switches } })
  if (longestUserPage !== undefined) entra.switches.longestPage = longestUserPage
  const people = Timeline.make<EntraPerson>()
  const accounts = Timeline.make<AtlassianPerson>()
  /** Present names of renamed attributes, by their own. */
  const renamed = new Map<string, string>()
  const { assets } = atlassian
  const { tenant } = entra

  const ownName = (attribute: string) => [...renamed].find(([, now]) => now === attribute)?.[0] ?? attribute
  const underPresentNames = (values: RecordValues): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [renamed.get(name) ?? name, value]))
  const records = () =>
    assets.objects(employee).map((object) => ({
      ...object,
      values: Object.fromEntries(Object.entries(object.values).map(([name, value]) => [ownName(name), value]))
    }))
  const recordsOf = (entraId: string) =>
    records().filter(({ values }) => String(values["Entra User ID"] ?? "").toLowerCase() === entraId)

  /** Refused by Assets: then the administrator leaves it. */
  const byHand = <A>(attempt: Effect.Effect<A, unknown>) => Effect.ignore(attempt)
  const account = (accountId: string) => atlassian.accounts().find((one) => one.accountId === accountId)

  const enact = (event: Event): Effect.Effect<void> => {
    switch (event._tag) {
      case "AddPerson":
        return tenant.setPerson(event.person)
      case "ChangePerson": {
        const person = tenant.person(event.id)
        return person === undefined ? Effect.void : tenant.setPerson({ ...person, ...event.changes })
      }
      case "DeletePerson":
        return tenant.deletePerson(event.id)
      case "PurgePerson":
        return tenant.purgePerson(event.id)
      case "RestorePerson":
        return tenant.restorePerson(event.id)
      case "AddAccount":
        return Effect.sync(() => atlassian.setAccount(event.account))
      case "ChangeAccount":
        return Effect.sync(() => {
          const before = account(event.accountId)
          if (before !== undefined && before.emailAddress !== "") atlassian.setAccount({ ...before, ...event.changes })
        })
      case "DeleteAccount":
        return Effect.ignore(atlassian.deleteAccount(event.accountId))
      case "EditRecord":
        return Effect.forEach(
          recordsOf(event.entraId),
          ({ id }) => byHand(assets.editObject(id, underPresentNames(event.values))),
          { discard: true }
        )
      case "DeleteRecord":
        return Effect.forEach(recordsOf(event.entraId), ({ id }) => byHand(assets.deleteObject(id)), { discard: true })
      case "DuplicateRecord": {
        const [original] = recordsOf(event.entraId)
        if (original === undefined) return Effect.void
        const values: RecordValues = {
          ...original.values,
          "Name": `${String(original.values["Name"])} copy`,
          "Entra User ID": event.entraId.toUpperCase()
        }
        return byHand(assets.createObject(employee, underPresentNames(values)))
      }
      case "AddRecord":
        return byHand(assets.createObject(employee, underPresentNames(event.values)))
      case "RenameAttribute": {
        const { attribute, to } = event
        return byHand(
          Effect.tap(
            assets.renameAttribute(employee, renamed.get(attribute) ?? attribute, to),
            () => Effect.sync(() => renamed.set(attribute, to))
          )
        )
      }
    }
  }

  const namesOf = new Set<string>()

  /** Whatever has changed is true from now on. */
  const note = Effect.sync(() => {
    for (const person of tenant.slots) {
      const name = person?.displayName ?? ""
      if (name.length >= shortestName) namesOf.add(name)
    }
    people.note(now(), new Map(tenant.slots.flatMap((person) => person === undefined ? [] : [[person.id, person]])))
    accounts.note(now(), new Map(atlassian.accounts().map((account) => [account.accountId, account])))
  })
  yield* note

  return {
    entra,
    atlassian,
    people,
    accounts,
    apply: (event) => Effect.andThen(enact(event), note),
    ownName,
    namesOf,
    records
  }
})
