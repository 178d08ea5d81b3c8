/** What an entry would write, attribute by attribute. */
import { fieldName } from "@entra-assets/core/model/Employee"
import type { Entry, ManagerLink } from "@entra-assets/core/plan/Entry"
import type { NamedUser } from "@entra-assets/core/plan/Explain"
import { useTexts } from "../texts/useTexts.ts"
import { type FieldChange, fieldChanges } from "./FieldChanges.ts"
import { userName } from "./Names.ts"
import styles from "./People.module.css"

export interface EntryChangesProps {
  readonly entry: Entry
  readonly named: ReadonlyArray<NamedUser>
}

export const EntryChanges = ({ entry, named }: EntryChangesProps) => {
  const { person } = useTexts()
  const isManager = (value: FieldChange["before"]): value is ManagerLink => typeof value === "object" && value !== null
  const shown = (value: FieldChange["before"]): string => {
    if (value === null || value === "") return person.empty
    if (typeof value === "boolean") return value ? person.yes : person.no
    if (isManager(value)) {
      return value.entraId === null
        ? value.objectId ?? person.empty
        : userName(named, value.entraId)
    }
    return value
  }
  return (
    <table className={styles["changes"]}>
      <thead>
        <tr>
          <th scope="col">{person.attribute}</th>
          <th scope="col">{person.before}</th>
          <th scope="col">{person.after}</th>
        </tr>
      </thead>
      <tbody>
        {fieldChanges(entry).map(({ after, before, field }) => (
          <tr key={field}>
            <th scope="row">{fieldName(field)}</th>
            <td>{shown(before)}</td>
            <td>{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
