/** What a plan comes to, line by line: what would change, and what somebody should know. */
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useFormat } from "../../format/Format.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { unmatchedOf, warningsOf } from "../FirstSync.ts"

type Facts = ReadonlyArray<readonly [name: string, value: string]>

/** Of a first plan that mostly creates, kinds of changes that it has none of are left out. */
export const useChanges = ({ counts }: PlanHeader): Facts => {
  const { setup: { sync: { plan: texts } } } = useTexts()
  const format = useFormat()
  const all = [
    [texts.create, counts.create],
    [texts.update, counts.update],
    [texts.inactivate, counts.inactivate],
    [texts.reactivate, counts.reactivate]
  ] as const
  return all.filter(([, count], index) => index === 0 || count > 0).map(([name, count]) => [name, format.number(count)])
}

export const useTotals = (plan: PlanHeader): Facts => {
  const { setup: { sync: { plan: texts } } } = useTexts()
  const format = useFormat()
  const changes = useChanges(plan)
  return [
    ...changes,
    [texts.unmatched, format.number(unmatchedOf(plan))],
    [texts.warnings, format.number(warningsOf(plan))],
    [texts.objects, texts.objectsOf(format.number(plan.objects.afterwards), format.number(plan.objects.allowance))]
  ]
}
