/** Whom a finding is about. */
import type { Finding } from "@entra-assets/core/model/Finding"
import type { AccountId } from "@entra-assets/core/model/Ids"
import { AccountName } from "../frame/AccountName.tsx"
import styles from "./FindingGroup.module.css"
import { chainOf, namedOf } from "./Reporting.ts"
import { Person, ReportingLine } from "./ReportingLine.tsx"

export interface SubjectsProps {
  readonly finding: Finding
  readonly onOpen?: (accountId: AccountId) => void
}

/** Accounts by their names in Jira, people by those that the plan has. What has neither is told by the finding's sentence. */
export const Subjects = ({ finding, onOpen }: SubjectsProps) => {
  const { accountIds, named = [] } = finding
  if (accountIds.length + named.length === 0) return null
  const chain = chainOf(finding)
  if (chain.length > 0) return <ReportingLine chain={chain} onOpen={onOpen} />
  return (
    <span className={styles["subjects"]}>
      {accountIds.map((accountId) =>
        onOpen === undefined
          ? (
            <span key={accountId}>
              <AccountName accountId={accountId} />
            </span>
          )
          : (
            <button key={accountId} type="button" className={styles["link"]} onClick={() => onOpen(accountId)}>
              <AccountName accountId={accountId} />
            </button>
          )
      )}
      {accountIds.length === 0 &&
        namedOf(finding).map((person) => <Person key={person.entraId} person={person} onOpen={onOpen} />)}
    </span>
  )
}
