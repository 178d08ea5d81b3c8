/** How the person was matched or why not: the rules and whom they find, who stands in the way, who may be meant. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Explanation } from "@entra-assets/core/plan/Explain"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import type { ReactNode } from "react"
import { useFormat } from "../format/Format.tsx"
import { Facts } from "../frame/Facts.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./People.module.css"
import { SomeAccount, Someone, SomeUser } from "./Someone.tsx"

interface PartProps {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
}

const Part = ({ children, hint, title }: PartProps) => (
  <Stack space="space.100">
    <Heading as="h3" size="xsmall">{title}</Heading>
    {hint !== undefined && <Text size="small" color="color.text.subtle">{hint}</Text>}
    {children}
  </Stack>
)

interface WhyProps {
  readonly explanation: Explanation
  readonly onChoose: (subject: Subject) => void
}

const Candidates = ({ explanation: { candidates, decision, named }, onChoose }: WhyProps) => {
  const { person } = useTexts()
  const format = useFormat()
  const matched = decision._tag === "Refused" ? null : decision.entraId
  return (
    <Part title={person.rules} hint={person.rulesHint}>
      <Facts
        facts={candidates.map(({ count, entraIds, rule }) => [
          person.rule[rule],
          count === 0 ? person.noOne : (
            <ul className={styles["list"]}>
              {entraIds.map((entraId) => (
                <li key={entraId}>
                  <SomeUser entraId={entraId} named={named} isInSight={entraId === matched} onChoose={onChoose} />
                </li>
              ))}
              {count > entraIds.length && <li>{person.more(format.number(count - entraIds.length))}</li>}
            </ul>
          )
        ])}
      />
    </Part>
  )
}

const Leads = ({ explanation: { leads }, onChoose }: WhyProps) => {
  const { person } = useTexts()
  return (
    <Part title={person.leads}>
      {leads.length === 0 ? <Text>{person.leadsNone}</Text> : (
        <ul className={styles["list"]}>
          {leads.map(({ accountId, address, counts, rule }) => (
            <li key={accountId}>
              <SomeAccount accountId={accountId} detail={address} onChoose={onChoose}>
                <span className={styles["resultDetail"]}>
                  {person.rule[rule]}
                  {!counts && `, ${person.doesNotCount}`}
                </span>
              </SomeAccount>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

const InTheWay = ({ explanation: { accounts, candidates, decision, leads, named }, onChoose }: WhyProps) => {
  const { person } = useTexts()
  if (decision._tag !== "Refused") return null
  // Those whom the rules have found stand below.
  const shownUsers = new Set(candidates.flatMap(({ entraIds }) => entraIds))
  const shownAccounts = new Set(leads.map(({ accountId }) => accountId))
  const entraIds = decision.entraIds.filter((id) => !shownUsers.has(id))
  const accountIds = decision.accountIds.filter((id) => !shownAccounts.has(id))
  return entraIds.length + accountIds.length === 0 ? null : (
    <Part title={person.inTheWay}>
      <ul className={styles["list"]}>
        {entraIds.map((entraId) => (
          <li key={entraId}>
            <SomeUser entraId={entraId} named={named} onChoose={onChoose} />
          </li>
        ))}
        {accountIds.map((accountId) => (
          <li key={accountId}>
            <SomeAccount
              accountId={accountId}
              detail={accounts.find((account) => account.accountId === accountId)?.email ?? null}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
    </Part>
  )
}

const Nearest = ({ explanation: { nearestAccounts, nearestUsers }, onChoose }: WhyProps) => {
  const { person } = useTexts()
  return nearestAccounts.length + nearestUsers.length === 0 ?
    null :
    (
      <Part title={person.nearest} hint={person.nearestHint}>
        <ul className={styles["list"]}>
          {nearestUsers.map(({ address, displayName, entraId, likeness }) => (
            <li key={entraId}>
              <Someone name={displayName ?? entraId} detail={address} onLook={() => onChoose({ entraId })}>
                <span className={styles["resultDetail"]}>{person.likeness[likeness]}</span>
              </Someone>
            </li>
          ))}
          {nearestAccounts.map(({ accountId, address, likeness }) => (
            <li key={accountId}>
              <SomeAccount accountId={accountId} detail={address} onChoose={onChoose}>
                <span className={styles["resultDetail"]}>{person.likeness[likeness]}</span>
              </SomeAccount>
            </li>
          ))}
        </ul>
      </Part>
    )
}

/** What can be done about a second account depends on what the person's record says. */
const useAdvice = ({ decision, read: { records } }: Explanation): string | null => {
  const { person: { advice, adviceOnSecond } } = useTexts()
  if (decision._tag !== "Refused") return null
  const [record] = records
  if (decision.code !== "second_account" || record === undefined) return advice[decision.code]
  return record.atlassianAccountId === null ? adviceOnSecond.free(record.objectKey) : adviceOnSecond.linked
}

const Reason = ({ explanation, record }: { readonly explanation: Explanation; readonly record: string }) => {
  const { person } = useTexts()
  const advice = useAdvice(explanation)
  const { decision } = explanation
  switch (decision._tag) {
    case "Bound":
      return <Text as="p">{person.bound(record)}</Text>
    case "Matched":
      return (
        <Stack space="space.100">
          <Text as="p">{decision.sentence}</Text>
          {decision.objectId === null && <Text as="p" color="color.text.subtle">{person.newRecord}</Text>}
        </Stack>
      )
    case "Refused":
      return (
        <Part title={person.whatToDo}>
          <Text as="p">{advice}</Text>
        </Part>
      )
  }
}

export const Why = ({ explanation, onChoose }: WhyProps) => {
  const { person } = useTexts()
  const { candidates, decision, read: { records }, subject } = explanation
  const record = decision._tag === "Bound"
    ? records.find(({ objectId }) => objectId === decision.objectId)?.objectKey ?? person.theRecord
    : ""
  // A link that is there already follows from no rule.
  const isDecidedByAddress = decision._tag !== "Bound"
  return (
    <Panel title={decision._tag === "Refused" ? person.whyNot : person.whyMatched}>
      <Stack space="space.300">
        <Reason explanation={explanation} record={record} />
        <InTheWay explanation={explanation} onChoose={onChoose} />
        {isDecidedByAddress && candidates.length > 0 && <Candidates explanation={explanation} onChoose={onChoose} />}
        {isDecidedByAddress && "entraId" in subject && <Leads explanation={explanation} onChoose={onChoose} />}
        <Nearest explanation={explanation} onChoose={onChoose} />
      </Stack>
    </Panel>
  )
}
