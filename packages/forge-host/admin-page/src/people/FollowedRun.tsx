/** The run that writes one person, until it has ended. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { readRunsAgain, useAsk } from "../api/Queries.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import { LiveRun } from "../run/LiveRun.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"

interface Ended {
  readonly appearance: "success" | "warning" | "error" | "information"
  readonly title: string
  readonly detail: string | null
}

const endOf = ({ counts: { failed, inDoubt, moved }, failure, state }: Run, { person, runState }: Texts): Ended => {
  switch (state) {
    case "succeeded":
      return failed + inDoubt + moved === 0
        ? { appearance: "success", title: person.syncDone, detail: null }
        : { appearance: "warning", title: person.syncPartly, detail: person.syncPartlyDetail }
    case "blocked":
      return { appearance: "warning", title: person.syncWaits, detail: person.syncWaitsDetail }
    case "interrupted":
      return { appearance: "warning", title: person.syncInterrupted, detail: person.syncInterruptedDetail }
    case "cancelled":
      return { appearance: "information", title: person.syncCancelled, detail: null }
    default:
      return {
        appearance: "error",
        title: runState[state],
        detail: failure === null ? null : `${failure.message} ${failure.nextStep}`
      }
  }
}

export interface FollowedRunProps {
  readonly started: Run
  readonly onEnded: () => void
}

export const FollowedRun = ({ onEnded, started }: FollowedRunProps) => {
  const texts = useTexts()
  const { go } = useNavigation()
  const status = useAsk("status", { runId: started.id }, {
    live: (known) => known === undefined || known === null || isActive(known.state) ? 3000 : false
  })
  const run = status.data ?? started
  const client = useQueryClient()
  const hasEnded = run.endedAt !== null
  useEffect(() => {
    if (!hasEnded) return
    void readRunsAgain(client)
    onEnded()
  }, [client, hasEnded, onEnded])
  if (isActive(run.state)) return <LiveRun run={run} />
  const { appearance, detail, title } = endOf(run, texts)
  return (
    <div role="status">
      <SectionMessage appearance={appearance} title={title}>
        <Stack space="space.100" alignInline="start">
          {detail !== null && <Text>{detail}</Text>}
          <Button spacing="compact" onClick={() => go({ view: "run", runId: run.id })}>{texts.person.openRun}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}
