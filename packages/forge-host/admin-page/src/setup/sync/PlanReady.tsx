/** The preview is there: its totals, a way to look at every change, and applying it. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import type { ReactNode } from "react"
import { useAct, useAsk } from "../../api/Queries.ts"
import { useFormat } from "../../format/Format.tsx"
import { useNow } from "../../format/useNow.ts"
import { Asked } from "../../frame/Asked.tsx"
import { Facts } from "../../frame/Facts.tsx"
import { Failure } from "../../frame/Failure.tsx"
import { useNavigation } from "../../frame/Navigation.tsx"
import { PlanNotice } from "../../plan/PlanNotice.tsx"
import { canApply, changesOf } from "../../plan/Standing.ts"
import { useStanding } from "../../plan/useStanding.ts"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { ApplyPlan } from "./ApplyPlan.tsx"
import { StartPreview } from "./StartPreview.tsx"
import { useTotals } from "./useTotals.ts"

interface ReadyProps {
  readonly plan: PlanHeader
  readonly state: State
  readonly children: ReactNode
}

const Ready = ({ children, plan, state }: ReadyProps) => {
  const { setup } = useTexts()
  const { plan: texts, preview } = setup.sync
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const { error, isPending, mutate } = useAct("startPreview")
  const totals = useTotals(plan)
  const standing = useStanding(plan)
  // An empty one, too: that it was applied is what the schedule waits for.
  const isApplicable = canApply(standing) || standing._tag === "Empty"
  return (
    <Part title={texts.title}>
      <Text color="color.text.subtle">{texts.made(format.relative(Math.min(plan.createdAt, now), now))}</Text>
      <Facts facts={totals} />
      {changesOf(plan.counts) === 0 && <Text>{texts.nothing}</Text>}
      <PlanNotice plan={plan} standing={standing} showsPreview />
      {children}
      {error !== null && <Failure error={error} onRetry={() => mutate({})} />}
      <Inline space="space.100" rowSpace="space.100" shouldWrap>
        {isApplicable && <ApplyPlan plan={plan} standing={standing} isDisabled={!state.isLicensed} />}
        <Button onClick={() => go({ view: "plan", planId: plan.id })}>{texts.review}</Button>
        {isApplicable && (
          <Button
            appearance="subtle"
            isDisabled={!state.isLicensed}
            isLoading={isPending}
            onClick={() => mutate({})}
          >
            {preview.again}
          </Button>
        )}
      </Inline>
      {!state.isLicensed && <Text color="color.text.subtle">{setup.readOnly}</Text>}
    </Part>
  )
}

export interface PlanReadyProps {
  /** The preview that made it. */
  readonly run: Run
  readonly state: State
  /** What became of a later run. */
  readonly children: ReactNode
}

export const PlanReady = ({ children, run, state }: PlanReadyProps) => {
  const { setup: { sync: { plan: texts } } } = useTexts()
  const found = useAsk("run", { runId: run.id })
  return (
    <Asked query={found} lines={5}>
      {({ plan }) =>
        plan === null
          ? (
            <StartPreview state={state}>
              <Text>{texts.gone}</Text>
            </StartPreview>
          )
          : <Ready plan={plan} state={state}>{children}</Ready>}
    </Asked>
  )
}
