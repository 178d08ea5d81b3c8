/** What an entry changes. */
import { fieldName } from "@entra-assets/core/model/Employee"
import type { Entry } from "@entra-assets/core/plan/Entry"
import { Facts } from "../frame/Facts.tsx"

const shown = (value: unknown): string => typeof value === "string" ? value : JSON.stringify(value)

export const EntryValues = ({ entry }: { readonly entry: Entry }) =>
  entry._tag === "Create" ?
    <Facts facts={[["Full Name", entry.record.fullName]]} /> :
    (
      <Facts
        facts={entry.changes.map((
          { after, before, field }
        ) => [fieldName(field), `${shown(before)} → ${shown(after)}`])}
      />
    )
