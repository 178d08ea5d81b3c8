/** Asks once more before a sync writes: with the numbers of the last plan, so that nobody is surprised. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import type { AskError } from "../api/Ask.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Confirmation } from "../frame/Confirmation.tsx"
import { Facts } from "../frame/Facts.tsx"
import { useTexts } from "../texts/useTexts.ts"

const LastPlan = ({ run }: { readonly run: Run | null }) => {
  const { overview } = useTexts()
  const format = useFormat()
  const now = useNow()
  if (run === null || run.plan === null) return <Text>{overview.confirm.none}</Text>
  const { create, inactivate, reactivate, update } = run.plan
  return (
    <Stack space="space.100">
      <Text>{overview.confirm.last(format.relative(run.createdAt, now))}</Text>
      <Facts
        facts={[
          [overview.planned.create, format.number(create)],
          [overview.planned.update, format.number(update)],
          [overview.planned.inactivate, format.number(inactivate)],
          [overview.planned.reactivate, format.number(reactivate)]
        ]}
      />
    </Stack>
  )
}

export interface RunNowDialogProps {
  readonly isOpen: boolean
  readonly lastPlanned: Run | null
  readonly isStarting: boolean
  readonly error: AskError | null
  readonly onStart: () => void
  readonly onClose: () => void
}

export const RunNowDialog = ({ error, isOpen, isStarting, lastPlanned, onClose, onStart }: RunNowDialogProps) => {
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
      <LastPlan run={lastPlanned} />
      <Text>{confirm.guard}</Text>
    </Confirmation>
  )
}
