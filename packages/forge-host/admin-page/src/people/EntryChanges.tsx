/** What an entry would write, attribute by attribute. */
import { fieldName } from "@entra-assets/core/model/Employee"
import type { Change, Entry, ManagerLink } from "@entra-assets/core/plan/Entry"
import { useTexts } from "../texts/useTexts.ts"

export const EntryChanges = ({ entry }: { readonly entry: Entry }) => {
  const { person } = useTexts()
  const link = (manager: ManagerLink | null) => manager === null ? person.empty : manager.entraId ?? manager.objectId
  const shown = (value: string | boolean | ManagerLink | null) =>
    typeof value === "string"
      ? value
      : typeof value === "boolean"
      ? value ? person.yes : person.no
      : link(value)
  const changes: ReadonlyArray<Change> = entry._tag === "Create" ? [] : entry.changes
  return (
    <ul>
      {changes.map(({ after, before, field }) => (
        <li key={field}>{fieldName(field)}: {shown(before)} → {shown(after)}</li>
      ))}
    </ul>
  )
}
