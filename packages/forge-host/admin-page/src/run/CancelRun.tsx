/** A button that cancels a run, after it has said what that means. */
import Button from "@atlaskit/button/new"
import { Text } from "@atlaskit/primitives/compiled"
import { type Run, written } from "@entra-assets/core/sync/Run"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { useFormat } from "../format/Format.tsx"
import { Confirmation } from "../frame/Confirmation.tsx"
import { useTexts } from "../texts/useTexts.ts"

export const CancelRun = ({ run }: { readonly run: Run }) => {
  const texts = useTexts()
  const format = useFormat()
  const isReadOnly = useReadOnly()
  const [isOpen, setOpen] = useState(false)
  const { error, isPending, isSuccess, mutate, reset } = useAct("cancel")
  const { cancel, live } = texts.run
  const changes = written(run)
  const close = () => {
    setOpen(false)
    reset()
  }
  return (
    <>
      <Button isDisabled={isReadOnly || isSuccess} onClick={() => setOpen(true)}>
        {isSuccess ? live.cancelling : live.cancel}
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={cancel.title}
        confirm={cancel.confirm}
        back={cancel.keep}
        appearance="warning"
        isBusy={isPending}
        error={error}
        onConfirm={() => mutate({ runId: run.id }, { onSuccess: () => setOpen(false) })}
        onClose={close}
      >
        <Text>{changes === 0 ? cancel.nothingYet : cancel.stays(texts.changes(changes, format))}</Text>
      </Confirmation>
    </>
  )
}
