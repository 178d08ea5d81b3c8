/** Plans one person, asks whether to write it, and follows the run until it has ended. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { Explanation } from "@entra-assets/core/plan/Explain"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { changesOf } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { Failure } from "../frame/Failure.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { ConfirmSync } from "./ConfirmSync.tsx"
import { FollowedRun } from "./FollowedRun.tsx"

export interface SyncPersonProps {
  readonly name: string
  readonly subject: Subject
  /** The plan was made from a newer read. */
  readonly onExplained: (explanation: Explanation) => void
  readonly onEnded: () => void
}

export const SyncPerson = ({ name, onExplained, onEnded, subject }: SyncPersonProps) => {
  const { person } = useTexts()
  const isReadOnly = useReadOnly()
  const preview = useAct("previewPerson")
  const [isAsking, setAsking] = useState(false)
  const [run, setRun] = useState<Run | null>(null)
  const begin = () => {
    setRun(null)
    preview.mutate({ subject }, {
      onSuccess: ({ explanation, plan }) => {
        onExplained(explanation)
        setAsking(plan !== null && changesOf(plan.counts) > 0)
      }
    })
  }
  const made = preview.data
  const plan = made?.plan ?? null
  const isNothing = !preview.isPending && plan !== null && changesOf(plan.counts) === 0
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Button appearance="primary" isDisabled={isReadOnly} isLoading={preview.isPending} onClick={begin}>
          {person.sync}
        </Button>
        <div role="status">
          {(preview.isPending || isReadOnly) && (
            <Text color="color.text.subtle">{isReadOnly ? person.syncReadOnly : person.syncReading}</Text>
          )}
        </div>
      </Inline>
      {isNothing && (
        <div role="status">
          <SectionMessage appearance="information" title={person.syncNothing}>
            <Text>{person.syncNothingDetail}</Text>
          </SectionMessage>
        </div>
      )}
      {preview.isError && <Failure error={preview.error} onRetry={begin} />}
      {run !== null && <FollowedRun key={run.id} started={run} onEnded={onEnded} />}
      {plan !== null && (
        <ConfirmSync
          key={plan.id}
          name={name}
          plan={plan}
          named={made?.explanation.named ?? []}
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          onStarted={(started) => {
            setAsking(false)
            setRun(started)
          }}
        />
      )}
    </Stack>
  )
}
