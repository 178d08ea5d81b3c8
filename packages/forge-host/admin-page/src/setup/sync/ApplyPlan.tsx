/** A button that applies the plan, after it has repeated the numbers. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useState } from "react"
import { useAct } from "../../api/Queries.ts"
import { useFormat } from "../../format/Format.tsx"
import { Confirmation } from "../../frame/Confirmation.tsx"
import { Facts } from "../../frame/Facts.tsx"
import { changesOf, type Standing } from "../../plan/Standing.ts"
import { useTexts } from "../../texts/useTexts.ts"
import { useChanges } from "./useTotals.ts"

export interface ApplyPlanProps {
  readonly plan: PlanHeader
  readonly standing: Standing
  readonly isDisabled: boolean
}

export const ApplyPlan = ({ isDisabled, plan, standing }: ApplyPlanProps) => {
  const texts = useTexts()
  const { confirm, plan: { apply } } = texts.setup.sync
  const isHeldBack = standing._tag === "WouldBlock" && !standing.isCheckOff
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { error, isPending, mutate, reset } = useAct("applyPlan")
  const changes = texts.changes(changesOf(plan.counts), format)
  const facts = useChanges(plan)
  const close = () => {
    setOpen(false)
    reset()
  }
  return (
    <>
      <Button appearance="primary" isDisabled={isDisabled} onClick={() => setOpen(true)}>{apply}</Button>
      <Confirmation
        isOpen={isOpen}
        title={confirm.title}
        confirm={confirm.confirm(changes)}
        back={texts.cancel}
        appearance="primary"
        isBusy={isPending}
        error={error}
        onConfirm={() => mutate({ planId: plan.id, digest: plan.digest }, { onSuccess: close })}
        onClose={close}
      >
        <Stack space="space.200">
          <Text>{confirm.detail(changes)}</Text>
          <Facts facts={facts} />
          <Text color="color.text.subtle">{isHeldBack ? texts.plan.applyWaits : confirm.stays}</Text>
        </Stack>
      </Confirmation>
    </>
  )
}
