/** "Ada reports to Bob, who reports to Ada." */
import type { AccountId } from "@entra-assets/core/model/Ids"
import { Fragment } from "react"
import { isolated } from "../format/Isolated.ts"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./FindingGroup.module.css"
import type { Named } from "./Reporting.ts"

export interface PersonProps {
  readonly person: Named
  readonly onOpen?: ((accountId: AccountId) => void) | undefined
}

/** Whoever has an Atlassian account can be looked at. */
export const Person = ({ onOpen, person: { accountId, name } }: PersonProps) =>
  onOpen === undefined || accountId === null
    ? <span>{isolated(name)}</span>
    : <button type="button" className={styles["link"]} onClick={() => onOpen(accountId)}>{isolated(name)}</button>

export interface ReportingLineProps extends Pick<PersonProps, "onOpen"> {
  readonly chain: ReadonlyArray<Named>
}

export const ReportingLine = ({ chain, onOpen }: ReportingLineProps) => {
  const { finding: texts } = useTexts()
  return (
    <span>
      {chain.map((person, index) => (
        <Fragment key={index}>
          {index > 0 && (index === 1 ? ` ${texts.reportsTo} ` : `${texts.whoReportsTo} `)}
          <Person person={person} onOpen={onOpen} />
        </Fragment>
      ))}
    </span>
  )
}
