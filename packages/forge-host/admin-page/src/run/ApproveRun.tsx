/** Lets a run go on that the guard has stopped, once somebody has typed that they mean it. */
import Button from "@atlaskit/button/new"
import { Text } from "@atlaskit/primitives/compiled"
import Textfield from "@atlaskit/textfield"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"
import { useId, useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { Confirmation } from "../frame/Confirmation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./ApproveRun.module.css"
import { PlannedNumbers } from "./RunNumbers.tsx"

export interface ApproveRunProps {
  readonly run: Run
  /** The one that the person has before them: only that is approved. */
  readonly plan: PlanHeader
}

export const ApproveRun = ({ plan, run }: ApproveRunProps) => {
  const texts = useTexts()
  const isReadOnly = useReadOnly()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState("")
  const { error, isPending, mutate, reset } = useAct("approve")
  const field = useId()
  const { blocked } = texts.run
  const { confirm } = blocked
  const close = () => {
    setOpen(false)
    setTyped("")
    reset()
  }
  return (
    <>
      <Button appearance="primary" isDisabled={isReadOnly} onClick={() => setOpen(true)}>{blocked.approve}</Button>
      <Confirmation
        isOpen={isOpen}
        title={confirm.title}
        confirm={blocked.approve}
        back={texts.cancel}
        appearance="danger"
        isReady={typed.trim().toUpperCase() === confirm.word}
        isBusy={isPending}
        error={error}
        onConfirm={() => mutate({ runId: run.id, digest: plan.digest }, { onSuccess: close })}
        onClose={close}
      >
        <Text>{confirm.detail}</Text>
        <PlannedNumbers plan={plan.counts} />
        <div className={styles["field"]}>
          <label htmlFor={field}>{confirm.label(confirm.word)}</label>
          <Textfield
            id={field}
            autoComplete="off"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </div>
      </Confirmation>
    </>
  )
}
