/**
 * A small world before anybody asks about it: what the three sources list, and what they would answer about the
 * missing. `worldOf` asks as a sync does; `truthOf` is the same as the oracle sees it.
 */
import type { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import type { Employee } from "@entra-assets/core/model/Employee"
import type { Deletion, EntraManager, EntraUser } from "@entra-assets/core/model/EntraUser"
import type { GuardLimits } from "@entra-assets/core/model/GuardLimits"
import { AccountId, EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import { type Complete, type Gone, proveGone, type Snapshot } from "@entra-assets/core/model/Snapshot"
import type { Circumstances } from "@entra-assets/core/plan/Guard"
import type { ManagerAnswer, Unconfirmed, World } from "@entra-assets/core/plan/World"
import type { AssetsObject } from "@entra-assets/test-kit/AssetsAdmin"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as Schema from "effect/Schema"
import type { Truth } from "../oracle/Truth.ts"

/** With letters, so that case matters. */
export const entraId = (n: number): EntraId => EntraId.make(`abcdef00-0000-4000-8000-${String(n).padStart(12, "0")}`)
export const accountId = (n: number): AccountId => AccountId.make(`account-${n}`)
export const objectId = (n: number): ObjectId => ObjectId.make(String(1000 + n))

/** Far below Assets' 255, so that small texts are long. */
export const settings = { textLimit: 30 } as const

export type SourceName = "users" | "accounts" | "employees"

export interface Scene {
  readonly users: ReadonlyArray<EntraUser>
  readonly accounts: ReadonlyArray<AtlassianAccount>
  readonly employees: ReadonlyArray<Employee>
  /** The sources whose read ended early. */
  readonly partial: ReadonlyArray<SourceName>
  /** Every question gets an answer: whoever is missing is not found, and whoever has no manager reports to nobody. */
  readonly isAnswered: boolean
  /** Who is not found when asked for by id, where not every question gets an answer. */
  readonly goneUsers: ReadonlyArray<EntraId>
  readonly goneAccounts: ReadonlyArray<AccountId>
  /** Whom somebody reports to, when asked; `null` for nobody. */
  readonly managers: ReadonlyArray<readonly [EntraId, EntraManager | null]>
  /** Why those who are missing and bound, and not gone, are not. */
  readonly unconfirmed: Unconfirmed["why"]
  /** How those who are gone were deleted; `null` when nobody says. */
  readonly deletion: Deletion | null
  /** Ranks that put each list into another order. */
  readonly ranks: ReadonlyArray<number>
  /** Assets collapses spaces in texts and refuses some characters in names. */
  readonly assetsTidies: boolean
  readonly guard: Circumstances & { readonly limits: GuardLimits }
}

const complete = <A>(values: ReadonlyArray<A>): Complete<A> => ({ _tag: "Complete", values, readStartedAt: 0 })

const snapshot = <A>(values: ReadonlyArray<A>, isPartial: boolean): Snapshot<A> =>
  isPartial ? { _tag: "Partial", values, readStartedAt: 0, reason: "The source stopped answering." } : complete(values)

/** A complete source was asked for whoever is missing, a partial one for nobody. */
export const worldOf = (scene: Scene): World => {
  const { accounts, deletion, employees, isAnswered, partial, unconfirmed: why, users } = scene
  const gone = <Id>(source: SourceName, asked: ReadonlyArray<Id>, listed: ReadonlyArray<Id>) =>
    new Map<Id, Gone<Id>>(
      asked.flatMap((id) =>
        partial.includes(source) || listed.includes(id)
          ? []
          : [[id, proveGone(complete([]), { _tag: "NotFound", id })]]
      )
    )
  const managers = new Map<EntraId, ManagerAnswer>()
  if (isAnswered) { for (const { id } of users) managers.set(id, { _tag: "None" }) }
  for (const [id, manager] of scene.managers) {
    managers.set(id, manager === null ? { _tag: "None" } : { _tag: "Manager", manager })
  }
  const owners = employees.flatMap(ownerOf)
  const bound = employees.flatMap(boundTo)
  const userIds = users.map(({ id }) => id)
  const accountIds = accounts.map(({ accountId }) => accountId)
  const goneUsers = gone("users", isAnswered ? owners : scene.goneUsers, userIds)
  const goneAccounts = gone("accounts", isAnswered ? bound : scene.goneAccounts, accountIds)
  const unproved = <Id>(
    source: SourceName,
    ids: ReadonlyArray<Id>,
    listed: ReadonlyArray<Id>,
    gone: Map<Id, unknown>
  ) => partial.includes(source) ? [] : ids.filter((id) => !listed.includes(id) && !gone.has(id))
  return {
    users: snapshot(users, partial.includes("users")),
    accounts: snapshot(accounts, partial.includes("accounts")),
    employees: snapshot(employees, partial.includes("employees")),
    goneUsers,
    goneAccounts,
    managers,
    deletions: deletion === null ? new Map() : new Map(Array.from(goneUsers.keys(), (id) => [id, deletion])),
    unconfirmed: [
      ...unproved("users", owners, userIds, goneUsers).map((id) => ({ _tag: "User" as const, id, why })),
      ...unproved("accounts", bound, accountIds, goneAccounts).map((id) => ({ _tag: "Account" as const, id, why }))
    ]
  }
}

const isEntraId = Schema.is(EntraId)

/** Whose record it is; nobody's when it is not ours. */
export const ownerOf = ({ entraUserId }: Employee): ReadonlyArray<EntraId> => {
  const id = entraUserId?.trim().toLowerCase()
  return isEntraId(id) ? [id] : []
}

/** The account that the record names. */
export const boundTo = ({ atlassianAccountId }: Employee): ReadonlyArray<AccountId> => {
  const id = atlassianAccountId?.trim() ?? ""
  return id === "" ? [] : [AccountId.make(id)]
}

/** Whom the world says that somebody reports to; `undefined` when it says nothing. */
export const managerOf = ({ managers }: World, user: EntraUser): EntraManager | null | undefined => {
  if (user.manager !== undefined) return user.manager
  const answer = managers.get(user.id)
  return answer?._tag === "Manager" ? answer.manager : answer && null
}

/** Everything was read, every question answered, every field there: only then does the oracle know what is right. */
export const isWhole = ({ isAnswered, partial, users }: Scene): boolean =>
  isAnswered && partial.length === 0 &&
  users.every((user) =>
    [user.displayName, user.mail, user.userPrincipalName, user.jobTitle, user.department]
      .every((value) => value !== undefined) && typeof user.accountEnabled === "boolean"
  )

/** The people as they are in Entra ID; what a payload left out is empty. */
export const peopleOf = (scene: Scene): ReadonlyArray<EntraPerson> => {
  const world = worldOf(scene)
  return scene.users.map((user) => {
    const manager = managerOf(world, user) ?? null
    return {
      id: user.id,
      displayName: user.displayName ?? null,
      givenName: null,
      surname: null,
      userPrincipalName: user.userPrincipalName ?? "",
      mail: user.mail ?? null,
      otherMails: user.otherMails,
      proxyAddresses: [
        ...(user.primaryProxyAddress === null ? [] : [`SMTP:${user.primaryProxyAddress}`]),
        ...user.aliases.map((alias) => `smtp:${alias}`)
      ],
      jobTitle: user.jobTitle ?? null,
      department: user.department ?? null,
      accountEnabled: user.accountEnabled ?? true,
      userType: user.isGuest ? "Guest" : "Member",
      externalUserState: user.isGuest ? "Accepted" : null,
      manager: manager === null ? null : { kind: manager._tag === "User" ? "user" : "orgContact", id: manager.id }
    }
  })
}

const objectOf = (employee: Employee): AssetsObject => ({
  id: employee.objectId,
  objectKey: employee.objectKey,
  objectSchemaKey: "ENTRA",
  objectType: "Employee",
  values: Object.fromEntries(
    Object.entries({
      "Name": employee.name,
      "Entra User ID": employee.entraUserId,
      "Full Name": employee.fullName,
      "Email": employee.email,
      "User Principal Name": employee.userPrincipalName,
      "Job Title": employee.jobTitle,
      "Department": employee.department,
      "Atlassian Account ID": employee.atlassianAccountId,
      "Jira User": employee.jiraUser,
      "Active": employee.active === null ? null : String(employee.active),
      "Manager": employee.manager,
      "Manager Atlassian Account ID": employee.managerAtlassianAccountId
    }).flatMap(([name, value]) => value === null ? [] : [[name, value]])
  ),
  created: 0,
  updated: 0,
  updatedBy: "admin",
  writes: 1
})

export const objectsOf = (employees: ReadonlyArray<Employee>): ReadonlyArray<AssetsObject> => employees.map(objectOf)

export const truthOf = (scene: Scene): Truth => ({
  people: peopleOf(scene),
  accounts: scene.accounts.map(({ accountId, active, email }) => ({
    accountId,
    accountType: "atlassian",
    active,
    displayName: accountId,
    emailAddress: email ?? "",
    emailVisibility: email === null ? "withheld" : "shown"
  })),
  objects: objectsOf(scene.employees),
  textLimit: settings.textLimit
})
