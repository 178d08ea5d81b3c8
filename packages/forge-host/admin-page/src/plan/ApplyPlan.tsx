/** Has a plan written, after its numbers were shown once more. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { changesOf, type PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { PlanStanding } from "@entra-assets/core/sync/PlanStanding"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Confirmation } from "../frame/Confirmation.tsx"
import { Facts } from "../frame/Facts.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import * as PlanNumbers from "./PlanNumbers.ts"
import { seenOf } from "./Seen.ts"

/** Applied again, a plan that was cut short or overtaken does what is left of it. */
export const canApply = ({ stage }: PlanStanding): boolean => stage._tag === "Ready"

export interface ApplyPlanProps {
  readonly plan: PlanHeader
  readonly standing: PlanStanding
  /** The view that it stands on shows what is under way; else it leads to the run. */
  readonly isShownHere?: boolean
}

export const ApplyPlan = (
  { isShownHere = false, plan: header, standing }: ApplyPlanProps
) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const isReadOnly = useReadOnly()
  const [isOpen, setOpen] = useState(false)
  const { error, isPending, mutateAsync, reset } = useAct("applyPlan")
  const { plan } = texts
  const { counts, createdAt } = header
  const changes = changesOf(counts)
  const close = () => {
    setOpen(false)
    reset()
  }
  // Not as a callback of the mutation: as soon as the run is there, this button may be gone.
  const apply = () =>
    void mutateAsync(seenOf(header)).then(
      (run) => isShownHere ? close() : go({ view: "run", runId: run.id }),
      () => undefined
    )
  return (
    <Stack space="space.050" alignInline="start">
      <Button appearance="primary" isDisabled={isReadOnly} onClick={() => setOpen(true)}>{plan.apply}</Button>
      {isReadOnly && <Text size="small" color="color.text.subtle">{plan.readOnly}</Text>}
      <Confirmation
        isOpen={isOpen}
        title={plan.applyTitle}
        confirm={changes === 0 ? plan.apply : plan.applyConfirm(texts.changes(changes, format))}
        back={texts.cancel}
        appearance="primary"
        isBusy={isPending}
        error={error}
        onConfirm={apply}
        onClose={close}
      >
        <Text as="p">{plan.applyDetail}</Text>
        <Facts facts={PlanNumbers.factsOf(counts, PlanNumbers.changes, texts, format)} />
        <Text as="p">
          {plan.applyAge(format.relative(Math.min(createdAt, now), now))} {plan.applyMoved}
        </Text>
        {standing.check._tag === "Blocks" && <Text as="p">{plan.applyWaits}</Text>}
      </Confirmation>
    </Stack>
  )
}
