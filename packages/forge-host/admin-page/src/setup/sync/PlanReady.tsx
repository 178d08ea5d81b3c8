/** The preview is there: its totals, a way to look at every change, and applying it. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import { changesOf, type PlanCounts, type PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { PlanStanding } from "@entra-assets/core/sync/PlanStanding"
import type { Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import type { ReactNode } from "react"
import { useAsk } from "../../api/Queries.ts"
import { useFormat } from "../../format/Format.tsx"
import { useNow } from "../../format/useNow.ts"
import { Asked } from "../../frame/Asked.tsx"
import { Facts } from "../../frame/Facts.tsx"
import { useNavigation } from "../../frame/Navigation.tsx"
import { ApplyPlan, canApply } from "../../plan/ApplyPlan.tsx"
import { NewPreview } from "../../plan/NewPreview.tsx"
import { PlanNotice } from "../../plan/PlanNotice.tsx"
import * as PlanNumbers from "../../plan/PlanNumbers.ts"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { StartPreview } from "./StartPreview.tsx"

/** Of a first plan, which mostly creates, the changes that it has none of are left out. */
const worthTelling = (counts: PlanCounts): ReadonlyArray<PlanNumbers.PlanNumber> => [
  ...PlanNumbers.changes.filter((change) => change === "create" || counts[change] > 0),
  "unmatched",
  "warnings"
]

interface ReadyProps {
  readonly plan: PlanHeader
  readonly standing: PlanStanding
  readonly children: ReactNode
}

const Ready = ({ children, plan, standing }: ReadyProps) => {
  const texts = useTexts()
  const { plan: words } = texts.setup.sync
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const { counts, objects } = plan
  // An empty one, too: that it was applied is what the schedule waits for.
  const isApplicable = canApply(standing) || standing.stage._tag === "Empty"
  return (
    <Part title={words.title}>
      <Text color="color.text.subtle">{words.made(format.relative(Math.min(plan.createdAt, now), now))}</Text>
      <Facts
        facts={[
          ...PlanNumbers.factsOf(counts, worthTelling(counts), texts, format),
          [words.objects, words.objectsOf(format.number(objects.afterwards), format.number(objects.allowance))]
        ]}
      />
      {changesOf(counts) === 0 && <Text>{words.nothing}</Text>}
      <PlanNotice plan={plan} standing={standing} isShownHere />
      {children}
      <Inline space="space.100" rowSpace="space.100" shouldWrap>
        {isApplicable && <ApplyPlan plan={plan} standing={standing} isShownHere />}
        <Button onClick={() => go({ view: "plan", planId: plan.id })}>{words.review}</Button>
        {isApplicable && standing.since === null && <NewPreview appearance="subtle" isShownHere />}
      </Inline>
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
  const standing = useAsk("planStanding", { planId: run.planId })
  return (
    <Asked query={found} lines={5}>
      {({ plan }) =>
        plan === null
          ? (
            <StartPreview state={state}>
              <Text>{texts.gone}</Text>
            </StartPreview>
          )
          : (
            <Asked query={standing} lines={5}>
              {(known) => <Ready plan={plan} standing={known}>{children}</Ready>}
            </Asked>
          )}
    </Asked>
  )
}
