/**
 * Everything a plan is made from: what the three sources returned, and what they answered when asked for somebody
 * who was missing. Nothing else may influence a plan.
 */
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { Employee } from "../model/Employee.ts"
import type { Deletion, EntraManager, EntraUser } from "../model/EntraUser.ts"
import type { AccountId, EntraId } from "../model/Ids.ts"
import type { Gone, Snapshot } from "../model/Snapshot.ts"

/** What Graph answered for one person's manager: somebody, or proof that there is nobody. */
export type ManagerAnswer = { readonly _tag: "Manager"; readonly manager: EntraManager } | { readonly _tag: "None" }

/** Somebody who is missing, and stays as they are because nothing is proved. */
export type Unconfirmed =
  & ({ readonly _tag: "User" | "Manager"; readonly id: EntraId } | { readonly _tag: "Account"; readonly id: AccountId })
  & {
    /** `unanswered`: neither found nor not found. `unrepeated`: not found, but not yet in as many runs as it takes. */
    readonly why: "unanswered" | "unrepeated"
  }

export interface World {
  readonly users: Snapshot<EntraUser>
  readonly accounts: Snapshot<AtlassianAccount>
  readonly employees: Snapshot<Employee>
  readonly goneUsers: ReadonlyMap<EntraId, Gone<EntraId>>
  readonly goneAccounts: ReadonlyMap<AccountId, Gone<AccountId>>
  /** By the person whose manager was asked for. */
  readonly managers: ReadonlyMap<EntraId, ManagerAnswer>
  /** Of users who are gone, those of whom Entra ID says how. */
  readonly deletions: ReadonlyMap<EntraId, Deletion>
  readonly unconfirmed: ReadonlyArray<Unconfirmed>
}

/** Only then may a new binding be made: the second candidate could be among what was not read. */
export const isComplete = (world: World): boolean =>
  world.users._tag === "Complete" && world.accounts._tag === "Complete" && world.employees._tag === "Complete"
