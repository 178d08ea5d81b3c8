/** Whom a finding is about. */
import type { Finding } from "@entra-assets/core/model/Finding"
import type { AccountId } from "@entra-assets/core/model/Ids"
import { isolated } from "../format/Isolated.ts"
import { useAccountName } from "../frame/AccountName.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./FindingGroup.module.css"
import { chainOf, namedOf } from "./Reporting.ts"
import { Person, ReportingLine } from "./ReportingLine.tsx"

type Known = Exclude<Finding["accounts"], undefined>[number]

interface AccountProps {
  readonly accountId: AccountId
  readonly known: Known | undefined
  /** One of several, which may have the same name. */
  readonly isOneOfSeveral: boolean
  readonly onOpen: ((accountId: AccountId) => void) | undefined
}

const Account = ({ accountId, isOneOfSeveral, known, onOpen }: AccountProps) => {
  const { somebody } = useTexts()
  const asked = useAccountName(known?.name === undefined ? accountId : null)
  const name = (known?.name === undefined ? asked : isolated(known.name)) ?? known?.email ?? somebody
  const address = known?.email !== undefined && known.email !== name && isOneOfSeveral ? known.email : null
  return (
    <span>
      {onOpen === undefined ?
        name :
        <button type="button" className={styles["link"]} onClick={() => onOpen(accountId)}>{name}</button>}
      {address !== null && <span className={styles["detail"]}>{address}</span>}
    </span>
  )
}

export interface SubjectsProps {
  readonly finding: Finding
  readonly onOpen?: (accountId: AccountId) => void
}

/** Accounts and people by the names that the plan has, and else by those in Jira. What has neither is told by the finding's sentence. */
export const Subjects = ({ finding, onOpen }: SubjectsProps) => {
  const { accountIds, accounts = [], named = [] } = finding
  if (accountIds.length + named.length === 0) return null
  const chain = chainOf(finding)
  if (chain.length > 0) return <ReportingLine chain={chain} onOpen={onOpen} />
  return (
    <span className={styles["subjects"]}>
      {accountIds.map((accountId) => (
        <Account
          key={accountId}
          accountId={accountId}
          known={accounts.find((account) => account.accountId === accountId)}
          isOneOfSeveral={accountIds.length > 1}
          onOpen={onOpen}
        />
      ))}
      {accountIds.length === 0 &&
        namedOf(finding).map((person) => <Person key={person.entraId} person={person} onOpen={onOpen} />)}
    </span>
  )
}
