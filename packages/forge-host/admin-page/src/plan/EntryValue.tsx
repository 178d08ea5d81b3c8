/** One value of a record, in words. */
import { AccountName, useAccountName } from "../frame/AccountName.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./EntryChanges.module.css"
import type { Manager, Value } from "./EntryFields.ts"

/** What somebody is called of whom the Entra id is known; `null` when nobody knows. */
export type NameOf = (entraId: string) => string | null

interface ManagerNameProps {
  readonly manager: Manager
  readonly nameOf: NameOf | undefined
}

const ManagerName = ({ manager: { accountId, entraId, objectId }, nameOf }: ManagerNameProps) => {
  const { plan: { entry }, somebody } = useTexts()
  const known = entraId === null ? null : nameOf?.(entraId) ?? null
  const name = useAccountName(known === null ? accountId : null)
  if (known !== null || name !== null) return <>{known ?? name}</>
  if (entraId !== null) return <>{entry.managerOfEntra(entraId)}</>
  return <>{objectId === null ? somebody : entry.managerOfRecord(objectId)}</>
}

export interface EntryValueProps {
  readonly value: Value
  readonly nameOf: NameOf | undefined
}

export const EntryValue = ({ nameOf, value }: EntryValueProps) => {
  const { plan: { entry } } = useTexts()
  switch (value._tag) {
    case "Empty":
      return <span className={styles["empty"]}>{entry.empty}</span>
    case "Text":
      return <>{value.text}</>
    case "Active":
      return <>{value.active ? entry.active : entry.inactive}</>
    case "Account":
      return <AccountName accountId={value.accountId} />
    case "Manager":
      return <ManagerName manager={value.manager} nameOf={nameOf} />
  }
}
