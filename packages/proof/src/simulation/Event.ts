/**
 * What happens in the world outside of the engine, as data: in Entra ID, among Atlassian accounts, and by hand in Assets.
 * An event names people and accounts by their ids and records by their Entra User ID, and one whose subject is not there
 * does nothing: so a history stays a history when events are left out.
 */
import type { AtlassianPerson, EntraPerson } from "@entra-assets/test-kit/Organisation"

/** Attributes by their own names, whatever an administrator has renamed them to. An empty list clears. */
export type RecordValues = Readonly<Record<string, string | ReadonlyArray<string>>>

export type Event =
  // --- Entra ID
  | { readonly _tag: "AddPerson"; readonly person: EntraPerson }
  | { readonly _tag: "ChangePerson"; readonly id: string; readonly changes: Partial<Omit<EntraPerson, "id">> }
  /** For 30 days they can be restored. */
  | { readonly _tag: "DeletePerson"; readonly id: string }
  | { readonly _tag: "PurgePerson"; readonly id: string }
  | { readonly _tag: "RestorePerson"; readonly id: string }
  // --- Atlassian accounts
  | { readonly _tag: "AddAccount"; readonly account: AtlassianPerson }
  | {
    readonly _tag: "ChangeAccount"
    readonly accountId: string
    readonly changes: Partial<Omit<AtlassianPerson, "accountId">>
  }
  | { readonly _tag: "DeleteAccount"; readonly accountId: string }
  // --- Assets, by hand
  | { readonly _tag: "EditRecord"; readonly entraId: string; readonly values: RecordValues }
  | { readonly _tag: "DeleteRecord"; readonly entraId: string }
  /** A copy, with the Entra User ID in upper case: another value for Assets, the same one for everybody else. */
  | { readonly _tag: "DuplicateRecord"; readonly entraId: string }
  /** A record that is nobody's. */
  | { readonly _tag: "AddRecord"; readonly values: RecordValues }
  | { readonly _tag: "RenameAttribute"; readonly attribute: string; readonly to: string }

/** One that happens so many milliseconds after the start. */
export interface Timed {
  readonly at: number
  readonly event: Event
}
