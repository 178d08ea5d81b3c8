/**
 * Makes a scene smaller while something stays true of it: drops people, accounts, records and answers, and makes what
 * is left plain, one step at a time, until no single step goes further.
 */
import type { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import type { Employee } from "@entra-assets/core/model/Employee"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import type { Scene } from "./Scene.ts"

export const minimise = (scene: Scene, isStillTrue: (scene: Scene) => boolean): Scene => {
  let smallest = scene
  for (let next: Scene | undefined = scene; next !== undefined; next = firstOf(steps(smallest), isStillTrue)) {
    smallest = next
  }
  return smallest
}

const firstOf = <A>(values: Iterable<A>, isWanted: (value: A) => boolean): A | undefined => {
  for (const value of values) if (isWanted(value)) return value
  return undefined
}

/** Each scene that is one step smaller. Every step makes something shorter or plain, so there is an end. */
function* steps(scene: Scene): Generator<Scene> {
  for (const users of shorter(scene.users)) yield { ...scene, users }
  for (const accounts of shorter(scene.accounts)) yield { ...scene, accounts }
  for (const employees of shorter(scene.employees)) yield { ...scene, employees }
  for (const partial of shorter(scene.partial)) yield { ...scene, partial }
  for (const goneUsers of shorter(scene.goneUsers)) yield { ...scene, goneUsers }
  for (const goneAccounts of shorter(scene.goneAccounts)) yield { ...scene, goneAccounts }
  for (const managers of shorter(scene.managers)) yield { ...scene, managers }
  if (scene.assetsTidies) yield { ...scene, assetsTidies: false }
  for (const [index, user] of scene.users.entries()) {
    const { manager: _, ...alone } = user
    if (user.manager !== undefined) yield { ...scene, users: scene.users.with(index, alone) }
    for (const plainer of plainerThan(user, plainUser)) yield { ...scene, users: scene.users.with(index, plainer) }
  }
  for (const [index, employee] of scene.employees.entries()) {
    for (const plainer of plainerThan(employee, plainEmployee)) {
      yield { ...scene, employees: scene.employees.with(index, plainer) }
    }
  }
  for (const [index, account] of scene.accounts.entries()) {
    for (const plainer of plainerThan(account, plainAccount)) {
      yield { ...scene, accounts: scene.accounts.with(index, plainer) }
    }
  }
}

function* shorter<A>(values: ReadonlyArray<A>): Generator<ReadonlyArray<A>> {
  for (const index of values.keys()) yield values.toSpliced(index, 1)
}

const plainUser: Partial<EntraUser> = {
  displayName: null,
  mail: null,
  userPrincipalName: null,
  jobTitle: null,
  department: null,
  accountEnabled: true,
  isGuest: false,
  primaryProxyAddress: null,
  aliases: [],
  otherMails: []
}

const plainAccount: Partial<AtlassianAccount> = { email: null, active: true }

const plainEmployee: Partial<Employee> = {
  name: "Name",
  fullName: null,
  email: null,
  userPrincipalName: null,
  jobTitle: null,
  department: null,
  atlassianAccountId: null,
  jiraUser: null,
  active: true,
  manager: null,
  managerAtlassianAccountId: null
}

function* plainerThan<A extends object>(value: A, plain: Partial<A>): Generator<A> {
  for (const [field, plainest] of Object.entries(plain)) {
    const plainer = { ...value, [field]: plainest }
    if (JSON.stringify(plainer) !== JSON.stringify(value)) yield plainer
  }
}
