/** What Jira, Entra ID and Assets said of the person. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Employee } from "@entra-assets/core/model/Employee"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import type { Explanation } from "@entra-assets/core/plan/Explain"
import type { SourceRead } from "@entra-assets/core/plan/PlanHeader"
import type { ReactNode } from "react"
import { useFormat } from "../format/Format.tsx"
import { AccountName } from "../frame/AccountName.tsx"
import { Facts } from "../frame/Facts.tsx"
import { Panel } from "../frame/Panel.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { userName } from "./Names.ts"
import styles from "./People.module.css"

interface SourceProps {
  readonly title: string
  readonly source: SourceRead
  readonly children: ReactNode
}

const Source = ({ children, source: { complete, readStartedAt, reason }, title }: SourceProps) => {
  const { person } = useTexts()
  const format = useFormat()
  return (
    <Stack space="space.100">
      <Heading as="h3" size="xsmall">{title}</Heading>
      {children}
      <Text size="small" color="color.text.subtle">
        {person.readAt(format.dateTime(readStartedAt))}
        {!complete && ` ${person.readPartly(reason ?? "")}`}
      </Text>
    </Stack>
  )
}

type Texted = string | null | undefined

/** What is empty differs from what was not said: only the first clears a record. */
const said = (value: Texted, { person }: Texts): string =>
  value === undefined ? person.notSaid : value === null || value === "" ? person.empty : value

/** Those that are not shown as email or sign-in name, each once. */
const otherAddresses = (
  { aliases, mail, otherMails, primaryProxyAddress, userPrincipalName }: EntraUser
): ReadonlyArray<string> => {
  const shown = new Set([mail, userPrincipalName].map((address) => address?.toLowerCase()))
  return [primaryProxyAddress, ...aliases, ...otherMails].filter((address) => {
    const key = address?.toLowerCase()
    if (key === undefined || shown.has(key)) return false
    shown.add(key)
    return true
  }).filter((address) => address !== null)
}

const UserFacts = ({ named, value }: { readonly value: EntraUser; readonly named: Explanation["named"] }) => {
  const texts = useTexts()
  const { person: { empty, field, no, notSaid, yes } } = texts
  const { accountEnabled, department, displayName, id, isGuest, jobTitle, mail, manager, userPrincipalName } = value
  const addresses = otherAddresses(value)
  return (
    <Facts
      facts={[
        [field.name, said(displayName, texts)],
        [field.email, said(mail, texts)],
        [field.signIn, said(userPrincipalName, texts)],
        ...(addresses.length === 0 ? [] : [[field.addresses, addresses.join(", ")] as const]),
        [field.jobTitle, said(jobTitle, texts)],
        [field.department, said(department, texts)],
        [
          field.manager,
          manager === undefined ? empty : manager._tag === "User" ? userName(named, manager.id) : manager.id
        ],
        [field.enabled, accountEnabled == null ? notSaid : accountEnabled ? yes : no],
        ...(isGuest ? [[field.guest, yes] as const] : []),
        [field.objectId, id]
      ]}
    />
  )
}

interface RecordFactsProps extends Pick<Explanation, "accounts"> {
  readonly record: Employee
}

const RecordFacts = ({ accounts, record }: RecordFactsProps) => {
  const texts = useTexts()
  const { person: { empty, field, no, yes } } = texts
  const { active, atlassianAccountId, department, email, jobTitle, managerAtlassianAccountId, name, objectKey } = record
  const address = accounts.find(({ accountId }) => accountId === atlassianAccountId)?.email
  return (
    <Facts
      facts={[
        [field.key, objectKey],
        [field.name, name],
        [field.email, said(email, texts)],
        [field.jobTitle, said(jobTitle, texts)],
        [field.department, said(department, texts)],
        [
          field.manager,
          managerAtlassianAccountId === null ? empty : <AccountName accountId={managerAtlassianAccountId} />
        ],
        [field.active, active === null ? empty : active ? yes : no],
        [field.linkedTo, atlassianAccountId === null ? empty : <AccountName accountId={atlassianAccountId} />],
        // Where it stands in the way of another one, the name alone does not tell them apart.
        ...(address == null ? [] : [[field.linkedAddress, address] as const])
      ]}
    />
  )
}

export const WhatWasRead = ({ explanation: { accounts, named, read } }: { readonly explanation: Explanation }) => {
  const { person } = useTexts()
  const { account, records, sources, user } = read
  return (
    <Panel title={person.read}>
      <div className={styles["sources"]}>
        <Source title={person.user} source={sources.graph}>
          {user === null
            ? <Text>{person.noUser}</Text>
            : user.value === null
            ? (
              <Facts
                facts={[
                  [
                    person.field.status,
                    user.deletion === null ? person.presence[user.presence] : person.deletion[user.deletion]
                  ],
                  [person.field.objectId, user.id]
                ]}
              />
            )
            : <UserFacts value={user.value} named={named} />}
        </Source>
        <Stack space="space.300">
          <Source title={person.account} source={sources.jira}>
            {account === null ? <Text>{person.noAccount}</Text> : (
              <Facts
                facts={[
                  ...(account.presence === "missing"
                    ? []
                    : [[person.field.name, <AccountName key="name" accountId={account.id} />] as const]),
                  ...(account.value === null ? [[person.field.status, person.presence[account.presence]] as const] : [
                    [person.field.email, account.value.email ?? person.hidden],
                    [person.field.status, account.value.active ? person.active : person.inactive]
                  ] as const),
                  [person.field.accountId, account.id]
                ]}
              />
            )}
          </Source>
          <Source title={person.records} source={sources.assets}>
            {records.length === 0
              ? <Text>{person.noRecord}</Text>
              : records.map((record) => <RecordFacts key={record.objectId} record={record} accounts={accounts} />)}
          </Source>
        </Stack>
      </div>
    </Panel>
  )
}
