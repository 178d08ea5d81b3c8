/** What one entry of a plan writes: its fields, before → after. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Entry } from "@entra-assets/core/plan/Entry"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./EntryChanges.module.css"
import { fieldsOf, reasonOf } from "./EntryFields.ts"
import { EntryValue, type NameOf } from "./EntryValue.tsx"

export interface EntryChangesProps {
  readonly entry: Entry
  /** For managers, where somebody knows more names than Jira. */
  readonly nameOf?: NameOf
}

export const EntryChanges = ({ entry, nameOf }: EntryChangesProps) => {
  const { plan: { entry: texts } } = useTexts()
  const reason = reasonOf(entry)
  const isNew = entry._tag === "Create"
  return (
    <Stack space="space.100">
      {reason !== null && <Text as="p">{texts.reasons[reason]}</Text>}
      <table className={styles["fields"]}>
        <thead>
          <tr>
            <th scope="col">{texts.field}</th>
            {!isNew && <th scope="col">{texts.before}</th>}
            <th scope="col">{isNew ? texts.value : texts.after}</th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(entry).map(({ after, before, name }) => (
            <tr key={name}>
              <th scope="row">{texts.fields[name]}</th>
              {before !== null && (
                <td className={styles["before"]}>
                  <EntryValue value={before} nameOf={nameOf} />
                </td>
              )}
              <td>
                <EntryValue value={after} nameOf={nameOf} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Stack>
  )
}
