/**
 * Asks once more before a sync writes: with what the last plan came to, so that nobody is surprised; and with the sync that
 * waits for somebody.
 */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { Run } from "@entra-assets/core/sync/Run"
import type { AskError } from "../api/AskError.ts"
import { useLastRuns } from "../api/History.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Asked } from "../frame/Asked.tsx"
import { Confirmation } from "../frame/Confirmation.tsx"
import { Facts } from "../frame/Facts.tsx"
import { RouteLink } from "../frame/RouteLink.tsx"
import * as PlanNumbers from "../plan/PlanNumbers.ts"
import { plannedChanges } from "../run/RunProgress.ts"
import { useTexts } from "../texts/useTexts.ts"
import { planFate } from "./PlanFate.ts"

const told = [...PlanNumbers.changes, "unmatched"] as const

const PlanOf = ({ run }: { readonly run: Run | undefined }) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { confirm } = texts.overview
  if (run === undefined || run.plan === null) return <Text>{confirm.none}</Text>
  const fate = planFate(run)
  const at = fate === "applied" || fate === "partly" ? run.endedAt ?? run.updatedAt : run.createdAt
  const when = format.relative(Math.min(at, now), now)
  if (plannedChanges(run) === 0) return <Text>{confirm.lastEmpty(when)}</Text>
  return (
    <Stack space="space.100">
      <Text>{confirm.last[fate](when)}</Text>
      <Facts facts={PlanNumbers.factsOf(run.plan, told, texts, format)} />
    </Stack>
  )
}

/** Some runs end before they have a plan. */
const looked = 10

const LastPlan = () => {
  const runs = useLastRuns(looked, { kinds: ["preview", "everybody"] })
  return <Asked query={runs} lines={6}>{(last) => <PlanOf run={last.find(({ plan }) => plan !== null)} />}</Asked>
}

const Waiting = ({ run: { createdAt, id } }: { readonly run: Run }) => {
  const { confirm } = useTexts().overview
  const format = useFormat()
  const now = useNow()
  return (
    <SectionMessage appearance="warning" title={confirm.waiting} headingLevel="h2">
      <Stack space="space.100" alignInline="start">
        <Text>{confirm.waitingDetail(format.relative(Math.min(createdAt, now), now))}</Text>
        <RouteLink to={{ view: "run", runId: id }}>{confirm.openWaiting}</RouteLink>
      </Stack>
    </SectionMessage>
  )
}

export interface RunNowDialogProps {
  readonly isOpen: boolean
  readonly isStarting: boolean
  /** A sync that waits for an approval. */
  readonly waiting: Run | null
  readonly error: AskError | null
  readonly onStart: () => void
  readonly onClose: () => void
}

export const RunNowDialog = ({ error, isOpen, isStarting, onClose, onStart, waiting }: RunNowDialogProps) => {
  const texts = useTexts()
  const { confirm, runNow } = texts.overview
  return (
    <Confirmation
      isOpen={isOpen}
      title={confirm.title}
      confirm={runNow}
      back={texts.cancel}
      appearance="primary"
      isBusy={isStarting}
      error={error}
      onConfirm={onStart}
      onClose={onClose}
    >
      <Text>{confirm.what}</Text>
      {waiting !== null && <Waiting run={waiting} />}
      <LastPlan />
      <Text>{confirm.guard}</Text>
    </Confirmation>
  )
}
