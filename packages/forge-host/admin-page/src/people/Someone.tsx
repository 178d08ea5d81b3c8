/** Somebody else whom a person's view names, and the way to them. */
import Button from "@atlaskit/button/new"
import type { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import type { NamedUser } from "@entra-assets/core/plan/Explain"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import type { ReactNode } from "react"
import { useAccountName } from "../frame/AccountName.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { userDetail, userName } from "./Names.ts"
import styles from "./People.module.css"

interface SomeoneProps {
  readonly name: string
  readonly detail: string | null
  /** `null`: they are in sight. */
  readonly onLook: (() => void) | null
  readonly children?: ReactNode
}

export const Someone = ({ children, detail, name, onLook }: SomeoneProps) => {
  const { person } = useTexts()
  return (
    <span className={styles["someone"]}>
      <span className={styles["resultText"]}>
        <span className={styles["resultName"]}>{name}</span>
        {detail !== null && <span className={styles["resultDetail"]}>{detail}</span>}
        {children}
      </span>
      {onLook !== null && (
        <Button spacing="compact" aria-label={person.lookAt(name)} onClick={onLook}>{person.look}</Button>
      )}
    </span>
  )
}

export interface SomeUserProps {
  readonly entraId: EntraId
  readonly named: ReadonlyArray<NamedUser>
  readonly isInSight?: boolean
  readonly onChoose: (subject: Subject) => void
}

export const SomeUser = ({ entraId, isInSight = false, named, onChoose }: SomeUserProps) => (
  <Someone
    name={userName(named, entraId)}
    detail={userDetail(named, entraId)}
    onLook={isInSight ? null : () => onChoose({ entraId })}
  />
)

export interface SomeAccountProps {
  readonly accountId: AccountId
  /** Their address, or what else there is to say. */
  readonly detail: string | null
  readonly onChoose: (subject: Subject) => void
  readonly children?: ReactNode
}

export const SomeAccount = ({ accountId, children, detail, onChoose }: SomeAccountProps) => (
  <Someone
    name={useAccountName(accountId) ?? accountId}
    detail={detail}
    onLook={() => onChoose({ accountId })}
  >
    {children}
  </Someone>
)
