/**
 * What must hold in every world, however its people, accounts and records contradict each other. A property answers
 * with the breaches it sees, a line each with ids; none means that it holds. All of them are pure.
 */
import type { EntraId } from "@entra-assets/core/model/Ids"
import type { PlanItem } from "@entra-assets/core/plan/Plan"
import { candidates } from "../oracle/Bindings.ts"
import { disagreements } from "../oracle/Disagreements.ts"
import { expect } from "../oracle/Oracle.ts"
import { recordsOf } from "../oracle/Truth.ts"
import { type Case, caseOf, changesOf } from "./Case.ts"
import { passesWhereLessWasStopped } from "./Guarding.ts"
import { unexplained } from "./Outcomes.ts"
import { rulesToStop } from "./Recount.ts"
import { misjudged } from "./Rows.ts"
import { boundTo, isWhole, managerOf, objectsOf, ownerOf, peopleOf, type Scene, truthOf } from "./Scene.ts"

export interface Property {
  readonly name: string
  readonly breaches: (given: Case) => ReadonlyArray<string>
}

const repeated = (values: ReadonlyArray<string | null>): ReadonlyArray<string> =>
  values.flatMap((value, index) => value !== null && values.indexOf(value) !== index ? [value] : [])

/** Lists of findings are cut at five or more, whoever comes first; such a list says no more than its length. */
const listed = (ids: ReadonlyArray<string>): string => ids.length < 5 ? ids.toSorted().join() : String(ids.length)

const textOf = (item: PlanItem): string =>
  item._tag === "Finding"
    ? [item.code, item.detail, listed(item.accountIds), listed(item.entraIds), listed(item.objectIds)].join(" ")
    : JSON.stringify(item)

const inOtherOrder = (scene: Scene): Scene => {
  const reordered = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
    values
      .map((value, index) => ({ value, rank: scene.ranks[index % scene.ranks.length] ?? 0 }))
      .toSorted((left, right) => right.rank - left.rank)
      .map(({ value }) => value)
  return {
    ...scene,
    users: reordered(scene.users),
    accounts: reordered(scene.accounts),
    employees: reordered(scene.employees)
  }
}

const order: Property = {
  name: "the order of what was read changes nothing",
  breaches: ({ items, scene }) => {
    const other = caseOf(inOtherOrder(scene)).items.map(textOf).toSorted()
    return items.map(textOf).toSorted().flatMap((text, index) => text === other[index] ? [] : [`now ${other[index]}`])
  }
}

const idempotent: Property = {
  name: "the plan after the plan is empty",
  breaches: ({ after, scene }) =>
    caseOf({ ...scene, employees: after }).entries.map((entry) =>
      `again ${entry._tag} ${entry.entraId} ${JSON.stringify(changesOf(entry))}`
    )
}

const oracle: Property = {
  name: "a plan from a whole world leads to what the oracle expects",
  breaches: ({ after, scene }) => isWhole(scene) ? disagreements(expect(truthOf(scene)), objectsOf(after)) : []
}

const ambiguous: Property = {
  name: "an account that leads to several people, and a second account, write nothing",
  breaches: ({ entries, findings, scene }) => {
    const people = peopleOf(scene)
    const named = new Set(scene.employees.flatMap(boundTo))
    const refused = new Set([
      ...scene.accounts.flatMap(({ accountId, email }) =>
        !named.has(accountId) && candidates(people, email).length > 1 ? [accountId] : []
      ),
      ...findings.flatMap(({ accountIds: [first], code }) =>
        first !== undefined && (code === "ambiguous_match" || code === "second_account") ? [first] : []
      )
    ])
    return entries.flatMap(({ _tag, accountId }) =>
      accountId !== null && refused.has(accountId) ? [`${_tag} for ${accountId}`] : []
    )
  }
}

const partial: Property = {
  name: "a partial read creates nobody and binds nobody anew",
  breaches: ({ entries, scene }) =>
    scene.partial.length === 0 ?
      [] :
      entries.flatMap((entry) =>
        entry._tag === "Create" || changesOf(entry).some(({ field }) => field === "atlassianAccountId")
          ? [`${entry._tag} ${entry.entraId}`]
          : []
      )
}

const evidence: Property = {
  name: "whoever becomes inactive was seen to be, or proved to be gone, in a read that came to its end",
  breaches: ({ entries, scene, world }) =>
    entries.flatMap((entry) => {
      if (!changesOf(entry).some(({ after, field }) => field === "active" && !after)) return []
      const user = scene.users.find(({ id }) => id === entry.entraId)
      const account = scene.accounts.find(({ accountId }) => accountId === entry.accountId)
      const isSeen = user?.accountEnabled === false || account?.active === false
      const isGone = world.goneUsers.has(entry.entraId) ||
        (entry.accountId !== null && world.goneAccounts.has(entry.accountId))
      const isWhole = scene.partial.length === 0
      return isWhole && (isSeen || isGone) ? [] : [`${entry.entraId} without evidence`]
    })
}

const seenActive: Property = {
  name: "whoever becomes active was seen to be enabled, with an account that is active",
  breaches: ({ entries, scene }) =>
    entries.flatMap((entry) => {
      if (!changesOf(entry).some(({ after, field }) => field === "active" && after)) return []
      const user = scene.users.find(({ id }) => id === entry.entraId)
      const account = scene.accounts.find(({ accountId }) => accountId === entry.accountId)
      return user?.accountEnabled === true && account?.active === true ? [] : [`${entry.entraId} without evidence`]
    })
}

const absentFields: Property = {
  name: "a field that the payload does not have changes nothing",
  breaches: ({ entries, scene, world }) =>
    entries.flatMap((entry) => {
      const user = scene.users.find(({ id }) => id === entry.entraId)
      return changesOf(entry).flatMap(({ field }) => {
        const isSaid = user === undefined || (
          field === "fullName" ?
            user.displayName !== undefined
            : field === "email" ?
            user.mail !== undefined
            : field === "userPrincipalName" || field === "jobTitle" || field === "department"
            ? user[field] !== undefined
            : field === "manager" || field === "managerAtlassianAccountId" ?
            managerOf(world, user) !== undefined
            : true
        )
        return isSaid ? [] : [`${field} of ${entry.entraId}`]
      })
    })
}

const identity: Property = {
  name: "a record never changes its Entra id, and its account only when that was free or is gone",
  breaches: ({ after, scene, world }) =>
    scene.employees.flatMap((before) => {
      const now = after.find(({ objectId }) => objectId === before.objectId)
      const [bound] = boundTo(before)
      return [
        ...(now?.entraUserId === before.entraUserId ? [] : [`object ${before.objectId} has another Entra id`]),
        ...(now?.atlassianAccountId === before.atlassianAccountId || bound === undefined ||
            world.goneAccounts.has(bound)
          ? []
          : [`object ${before.objectId} has another account`])
      ]
    })
}

const once: Property = {
  name: "at most one entry for each record, each Entra id and each account",
  breaches: ({ entries }) => [
    ...repeated(entries.map((entry) => entry._tag === "Create" ? null : entry.objectId)),
    ...repeated(entries.map(({ entraId }) => entraId)),
    ...repeated(entries.map(({ accountId }) => accountId))
  ]
}

const oneRecord: Property = {
  name: "nobody gets a second record, and no account a second person",
  breaches: ({ after, scene }) => {
    const claims = (employees: Case["after"]): ReadonlyArray<string> =>
      employees.flatMap((employee) => {
        const owner = ownerOf(employee)
        return owner.length === 0 ? [] : [...owner, ...boundTo(employee)]
      })
    // Those that stood twice before may go on doing so.
    const [before, now] = [scene.employees, after].map((employees) => repeated(claims(employees)).toSorted())
    return JSON.stringify(before) === JSON.stringify(now) ? [] : [`now twice: ${now?.join()}`]
  }
}

const leftAlone: Property = {
  name: "records of others and contradictory ones are left alone",
  breaches: ({ entries, scene }) => {
    const { byEntraId, contested } = recordsOf(objectsOf(scene.employees))
    const writable = new Set(
      [...byEntraId.values()].flatMap(({ accountId, object }) =>
        accountId !== null && contested.has(accountId) ? [] : [object.id]
      )
    )
    return entries.flatMap((entry) =>
      entry._tag === "Create" || writable.has(entry.objectId) ? [] : [`${entry._tag} of object ${entry.objectId}`]
    )
  }
}

const noEmptyWrite: Property = {
  name: "no write without a change",
  breaches: ({ entries }) =>
    entries.flatMap((entry) => {
      if (entry._tag === "Create") return []
      const { changes, objectId } = entry
      return [
        ...(changes.length === 0 ? [`object ${objectId} has no change`] : []),
        ...repeated(changes.map(({ field }) => field)),
        ...changes.flatMap(({ after, before, field }) =>
          JSON.stringify(before) === JSON.stringify(after) ? [`${field} of object ${objectId}`] : []
        )
      ]
    })
}

const onlyActive: Property = {
  name: "of the gone and of inactive accounts only Active is written",
  breaches: ({ entries }) =>
    entries.flatMap((entry) =>
      entry._tag !== "Inactivate" || entry.cause === "disabled_in_entra"
        ? []
        : entry.changes.flatMap(({ field }) => field === "active" ? [] : [`${field} of ${entry.entraId}`])
    )
}

const activity: Property = {
  name: "after a whole read, a bound record is active when its person and account are, and not when either is not",
  breaches: ({ after, scene }) => {
    if (scene.partial.length > 0) return []
    const { byEntraId, contested } = recordsOf(objectsOf(scene.employees))
    return [...byEntraId.values()].flatMap(({ accountId, entraId, object }) => {
      if (accountId === null || contested.has(accountId)) return []
      const isEnabled = scene.users.find(({ id }) => id === entraId)?.accountEnabled ?? null
      const isAccountActive = scene.accounts.find((account) => account.accountId === accountId)?.active ?? null
      const expected = isEnabled === false || isAccountActive === false
        ? false
        : isEnabled === null || isAccountActive === null
        ? null
        : true
      const now = after.find(({ objectId }) => objectId === object.id)?.active
      return expected === null || now === expected ? [] : [`object ${object.id} says ${now} for ${expected}`]
    })
  }
}

const managerLinks: Property = {
  name: "a manager link that is set leads to the record of that manager",
  breaches: ({ after, entries, scene, world }) =>
    entries.flatMap((entry) => {
      const isSet = entry._tag === "Create"
        ? entry.record.manager !== null
        : entry.changes.some((change) => change.field === "manager" && change.after !== null)
      if (!isSet) return []
      const user = scene.users.find(({ id }) => id === entry.entraId)
      const record = after.find((employee) =>
        entry._tag === "Create" ? ownerOf(employee)[0] === entry.entraId : employee.objectId === entry.objectId
      )
      const linked = after.find(({ objectId }) => objectId === record?.manager)
      const manager = user === undefined ? undefined : managerOf(world, user)
      return linked !== undefined && manager?.id === ownerOf(linked)[0] ? [] : [entry.entraId]
    })
}

const creationOrder: Property = {
  name: "managers are created before their reports, but for one in each circle",
  breaches: ({ entries, findings }) => {
    const created = new Set<EntraId | null>()
    const creates = entries.flatMap((entry) => entry._tag === "Create" ? [entry] : [])
    const early = creates.flatMap(({ entraId, managerDeferred, record: { manager } }) => {
      created.add(entraId)
      return manager === null || manager.objectId !== null || managerDeferred || created.has(manager.entraId)
        ? []
        : [`${entraId} before ${manager.entraId}`]
    })
    const circles = findings.filter(({ code }) => code === "manager_cycle").length
    const deferred = creates.filter(({ managerDeferred }) => managerDeferred).length
    return deferred > circles ? [...early, `${deferred} second writes for ${circles} circles`] : early
  }
}

const explained: Property = {
  name: "every account and every bound record has exactly one outcome",
  breaches: unexplained
}

const monotone: Property = {
  name: "a worse plan never passes the guard where a better one is stopped",
  breaches: (given) => passesWhereLessWasStopped(given, caseOf)
}

const limits: Property = {
  name: "the guard stops a plan for the limits that it passes, and for no others",
  breaches: ({ items, rulesBroken, scene }) => {
    const expected = rulesToStop(scene, items)
    const said = new Set(rulesBroken)
    return [
      ...Array.from(expected).flatMap((rule) => said.has(rule) ? [] : [`passes ${rule}`]),
      ...Array.from(said).flatMap((rule) => expected.has(rule) ? [] : [`is stopped for ${rule}`])
    ]
  }
}

const rows: Property = {
  name: "a row is due on the record as planned, done once written, and moved when its record was edited",
  breaches: misjudged
}

export const properties: ReadonlyArray<Property> = [
  order,
  idempotent,
  oracle,
  ambiguous,
  partial,
  evidence,
  seenActive,
  absentFields,
  identity,
  once,
  oneRecord,
  leftAlone,
  noEmptyWrite,
  onlyActive,
  activity,
  managerLinks,
  creationOrder,
  explained,
  limits,
  monotone,
  rows
]
