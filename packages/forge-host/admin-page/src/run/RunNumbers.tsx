/** What a run has done, or what its plan would do, in numbers. */
import { Text } from "@atlaskit/primitives/compiled"
import type { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { isActive, type Run, type RunCounts } from "@entra-assets/core/sync/Run"
import { useFormat } from "../format/Format.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { CountList } from "./CountList.tsx"
import { plannedChanges } from "./RunProgress.ts"

const done = [
  "created",
  "updated",
  "inactivated",
  "reactivated",
  "managerLinks",
  "unchanged",
  "moved",
  "failed",
  "inDoubt"
] as const satisfies ReadonlyArray<keyof RunCounts>

const planned = ["create", "update", "inactivate", "reactivate"] as const satisfies ReadonlyArray<keyof PlanCounts>

export const DoneNumbers = ({ run }: { readonly run: Run }) => {
  const format = useFormat()
  const texts = useTexts().run.done
  const { counts } = run
  const happened = done.filter((key) => counts[key] > 0)
  const none = plannedChanges(run) === 0 ? texts.none : isActive(run.state) ? texts.nothingYet : texts.nothing
  return happened.length === 0 ? <Text>{none}</Text> : (
    <CountList
      counts={happened.map((key) => ({ key, count: format.number(counts[key]), text: texts.counts[key] }))}
    />
  )
}

export const PlannedNumbers = ({ plan }: { readonly plan: PlanCounts }) => {
  const format = useFormat()
  const texts = useTexts().run.plan
  const asked = planned.filter((key) => plan[key] > 0)
  return asked.length === 0 ?
    <Text>{texts.none}</Text> :
    <CountList counts={asked.map((key) => ({ key, count: format.number(plan[key]), text: texts.counts[key] }))} />
}
