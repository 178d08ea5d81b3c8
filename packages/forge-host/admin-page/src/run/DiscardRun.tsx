/** Ends a run that the guard has stopped, without a write. */
import Button from "@atlaskit/button/new"
import { Text } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { Confirmation } from "../frame/Confirmation.tsx"
import { useTexts } from "../texts/useTexts.ts"

export const DiscardRun = ({ run }: { readonly run: Run }) => {
  const { blocked } = useTexts().run
  const isReadOnly = useReadOnly()
  const [isOpen, setOpen] = useState(false)
  const { error, isPending, mutate, reset } = useAct("cancel")
  const { discarding } = blocked
  const close = () => {
    setOpen(false)
    reset()
  }
  return (
    <>
      <Button isDisabled={isReadOnly} onClick={() => setOpen(true)}>{blocked.discard}</Button>
      <Confirmation
        isOpen={isOpen}
        title={discarding.title}
        confirm={discarding.confirm}
        back={discarding.keep}
        appearance="warning"
        isBusy={isPending}
        error={error}
        onConfirm={() => mutate({ runId: run.id }, { onSuccess: close })}
        onClose={close}
      >
        <Text>{discarding.detail}</Text>
      </Confirmation>
    </>
  )
}
