/** All that is known of one person: the answer in a sentence, why, what was read, what would change, what runs did. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { useCallback, useEffect, useRef } from "react"
import type { AskError } from "../api/AskError.ts"
import { useAccountName } from "../frame/AccountName.tsx"
import { BackButton } from "../frame/BackButton.tsx"
import { refusedBy } from "../frame/BannerRules.ts"
import { Failure } from "../frame/Failure.tsx"
import { leadTo } from "../frame/Focus.ts"
import { Loading } from "../frame/Loading.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import type { Route } from "../Route.ts"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { Answer } from "./Answer.tsx"
import { personName } from "./Names.ts"
import styles from "./People.module.css"
import { PersonFindings } from "./PersonFindings.tsx"
import { RecentRuns } from "./RecentRuns.tsx"
import { useExplanation } from "./useExplanation.ts"
import { WhatWasRead } from "./WhatWasRead.tsx"
import { Why } from "./Why.tsx"
import { WouldChange } from "./WouldChange.tsx"

interface NotExplainedProps {
  readonly error: AskError
  readonly onRetry: () => void
}

/** What it is called when a service lets the app in no more. */
const refusalOf = (reason: string, { banner }: Texts): string | null => {
  if (reason === "assets.NeedsReconnection") return banner.reconnect
  const source = refusedBy(reason)
  return source === null ? null : banner.refused[source]
}

/** Where it goes on. */
const nextRoute = (reason: string): Route | null => {
  if (reason.startsWith("setup.")) return { view: "setup" }
  if (reason === "assets.NeedsReconnection") return { view: "setup", step: "assets" }
  const source = refusedBy(reason)
  if (source === "jira" || reason === "") return null
  return source === null ? { view: "overview" } : { view: "setup", step: source }
}

/** Why the app cannot say, and where it goes on. */
const NotExplained = ({ error, onRetry }: NotExplainedProps) => {
  const texts = useTexts()
  const { person } = texts
  const { go } = useNavigation()
  const reason = error.reply._tag === "Refused" ? error.reply.reason : ""
  const title = refusalOf(reason, texts)
  const next = nextRoute(reason)
  return (
    <Stack space="space.150">
      <Failure error={error} onRetry={onRetry} {...(title !== null && { title })} />
      {next !== null && (
        <Inline>
          <Button onClick={() => go(next)}>{next.view === "setup" ? person.openSetup : person.openOverview}</Button>
        </Inline>
      )}
    </Stack>
  )
}

const Reading = () => {
  const { person } = useTexts()
  return (
    <Stack space="space.200">
      <div role="status">
        <Text color="color.text.subtle">{person.reading}</Text>
      </div>
      <Loading lines={26} />
    </Stack>
  )
}

export interface PersonViewProps {
  readonly subject: Subject
  /** Shows somebody else, whom this person's view names. */
  readonly onChoose: (subject: Subject) => void
  readonly onLeave: () => void
}

export const PersonView = ({ onChoose, onLeave, subject }: PersonViewProps) => {
  const { person } = useTexts()
  const accountName = useAccountName("accountId" in subject ? subject.accountId : null)
  const { query, replace } = useExplanation(subject)
  const explanation = query.data
  const name = (explanation === undefined ? null : personName(explanation)) ?? accountName ?? person.unknown
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => leadTo(top.current), [])
  const { refetch } = query
  const again = useCallback(() => void refetch(), [refetch])
  return (
    <div ref={top} tabIndex={-1} className={styles["person"]} role="group" aria-label={name}>
      <Stack space="space.200">
        <BackButton onClick={onLeave}>{person.searchAgain}</BackButton>
        {explanation === undefined
          ? (
            <Panel title={name}>
              {query.isError ? <NotExplained error={query.error} onRetry={again} /> : <Reading />}
            </Panel>
          )
          : (
            <>
              <Answer
                name={name}
                subject={subject}
                explanation={explanation}
                isReading={query.isFetching}
                onReadAgain={again}
                onExplained={replace}
              />
              {query.isError && <Failure error={query.error} onRetry={again} />}
              <Why explanation={explanation} onChoose={onChoose} />
              <WouldChange explanation={explanation} />
              <PersonFindings explanation={explanation} />
              <WhatWasRead explanation={explanation} />
            </>
          )}
        <RecentRuns subject={subject} />
      </Stack>
    </div>
  )
}
