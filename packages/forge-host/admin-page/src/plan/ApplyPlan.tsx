/** Has a plan written, after its numbers were shown once more. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Confirmation } from "../frame/Confirmation.tsx"
import { Facts } from "../frame/Facts.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { changesOf, type Standing } from "./Standing.ts"

const lines = ["create", "update", "inactivate", "reactivate"] as const

export interface ApplyPlanProps {
  readonly plan: PlanHeader
  readonly standing: Standing
}

export const ApplyPlan = ({ plan: { counts, createdAt, digest, id }, standing }: ApplyPlanProps) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const isReadOnly = useReadOnly()
  const [isOpen, setOpen] = useState(false)
  const { error, isPending, mutateAsync, reset } = useAct("applyPlan")
  const { plan } = texts
  const close = () => {
    setOpen(false)
    reset()
  }
  // Not as a callback of the mutation: as soon as the run is there, this button may be gone.
  const apply = () =>
    void mutateAsync({ planId: id, digest }).then((run) => go({ view: "run", runId: run.id }), () => undefined)
  return (
    <Stack space="space.050" alignInline="start">
      <Button appearance="primary" isDisabled={isReadOnly} onClick={() => setOpen(true)}>{plan.apply}</Button>
      {isReadOnly && <Text size="small" color="color.text.subtle">{plan.readOnly}</Text>}
      <Confirmation
        isOpen={isOpen}
        title={plan.applyTitle}
        confirm={plan.applyConfirm(texts.changes(changesOf(counts), format))}
        back={texts.cancel}
        appearance="primary"
        isBusy={isPending}
        error={error}
        onConfirm={apply}
        onClose={close}
      >
        <Text as="p">{plan.applyDetail}</Text>
        <Facts
          facts={lines.map((line) => [
            plan.lines[line],
            counts[line] === 0 ? plan.applyNone : texts.people(counts[line], format)
          ])}
        />
        <Text as="p">
          {plan.applyAge(format.relative(createdAt, now))} {plan.applyMoved}
        </Text>
        {standing._tag === "WouldBlock" && !standing.isCheckOff && <Text as="p">{plan.applyWaits}</Text>}
      </Confirmation>
    </Stack>
  )
}
