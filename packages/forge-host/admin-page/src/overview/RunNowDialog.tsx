/** Asks once more before a sync writes: with the numbers of the last plan, so that nobody is surprised. */
import Button from "@atlaskit/button/new"
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import type { AskError } from "../api/Ask.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Facts } from "../frame/Facts.tsx"
import { Failure } from "../frame/Failure.tsx"
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
  readonly lastPlanned: Run | null
  readonly isStarting: boolean
  readonly error: AskError | null
  readonly onStart: () => void
  readonly onClose: () => void
}

export const RunNowDialog = ({ error, isStarting, lastPlanned, onClose, onStart }: RunNowDialogProps) => {
  const texts = useTexts()
  const { confirm, runNow } = texts.overview
  return (
    <ModalDialog onClose={onClose} width="small">
      <ModalHeader>
        <ModalTitle>{confirm.title}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <Stack space="space.200">
          <Text>{confirm.what}</Text>
          <LastPlan run={lastPlanned} />
          <Text>{confirm.guard}</Text>
          {error !== null && <Failure error={error} />}
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>{texts.cancel}</Button>
        <Button appearance="primary" isLoading={isStarting} onClick={onStart}>{runNow}</Button>
      </ModalFooter>
    </ModalDialog>
  )
}
