/** Asks once more before a sync writes: with the numbers of the last plan, so that nobody is surprised. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import type { AskError } from "../api/AskError.ts"
import { useLastRuns } from "../api/History.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Asked } from "../frame/Asked.tsx"
import { Confirmation } from "../frame/Confirmation.tsx"
import { Facts } from "../frame/Facts.tsx"
import * as PlanNumbers from "../plan/PlanNumbers.ts"
import { useTexts } from "../texts/useTexts.ts"

const told = [...PlanNumbers.changes, "unmatched"] as const

const PlanOf = ({ run }: { readonly run: Run | undefined }) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { confirm } = texts.overview
  if (run === undefined || run.plan === null) return <Text>{confirm.none}</Text>
  return (
    <Stack space="space.100">
      <Text>{confirm.last(format.relative(Math.min(run.createdAt, now), now))}</Text>
      <Facts facts={PlanNumbers.factsOf(run.plan, told, texts, format)} />
    </Stack>
  )
}

/** Runs in these states have one. */
const LastPlan = () => {
  const planned = useLastRuns(1, { kinds: ["preview", "everybody"], states: ["succeeded", "blocked"] })
  return <Asked query={planned} lines={6}>{([run]) => <PlanOf run={run} />}</Asked>
}

export interface RunNowDialogProps {
  readonly isOpen: boolean
  readonly isStarting: boolean
  readonly error: AskError | null
  readonly onStart: () => void
  readonly onClose: () => void
}

export const RunNowDialog = ({ error, isOpen, isStarting, onClose, onStart }: RunNowDialogProps) => {
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
      <LastPlan />
      <Text>{confirm.guard}</Text>
    </Confirmation>
  )
}
