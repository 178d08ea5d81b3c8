/** A button that applies the plan, after it has repeated the numbers. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useState } from "react"
import { useAct } from "../../api/Queries.ts"
import { useFormat } from "../../format/Format.tsx"
import { Confirmation } from "../../frame/Confirmation.tsx"
import { Facts } from "../../frame/Facts.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { changesOf } from "../FirstSync.ts"
import { useChanges } from "./useTotals.ts"

export const ApplyPlan = ({ isDisabled, plan }: { readonly plan: PlanHeader; readonly isDisabled: boolean }) => {
  const texts = useTexts()
  const { confirm, plan: { apply, stopsDetail } } = texts.setup.sync
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { error, isPending, mutate, reset } = useAct("applyPlan")
  const changes = texts.changes(changesOf(plan), format)
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
          <Text color="color.text.subtle">{plan.guard.stops.length > 0 ? stopsDetail : confirm.stays}</Text>
        </Stack>
      </Confirmation>
    </>
  )
}
