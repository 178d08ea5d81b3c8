/** A plan that is there. */
import Heading from "@atlaskit/heading"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import { changesOf, findingsOf, type PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { PlanStanding } from "@entra-assets/core/sync/PlanStanding"
import type { UseQueryResult } from "@tanstack/react-query"
import { useRef, useState } from "react"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { EmptyState } from "../frame/EmptyState.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { ApplyPlan, canApply } from "./ApplyPlan.tsx"
import { EntryList } from "./EntryList.tsx"
import type { Cause } from "./FindingsByCode.ts"
import styles from "./PlanContents.module.css"
import { PlanFindings } from "./PlanFindings.tsx"
import { all } from "./PlanIndex.ts"
import { PlanNotice } from "./PlanNotice.tsx"
import { PlanSources } from "./PlanSources.tsx"
import { PlanTotals } from "./PlanTotals.tsx"
import { usePlanIndex } from "./usePlanIndex.ts"

/** Of a plan that a run does, or has begun to do. */
const begun: ReadonlySet<PlanStanding["stage"]["_tag"]> = new Set(["Applied", "UnderWay", "Interrupted"])

/** Nothing has been written, neither of it nor by another sync. */
const isUntouched = ({ since, stage }: PlanStanding): boolean => since === null && !begun.has(stage._tag)

const UpToDate = ({ plan: { counts, scope } }: { readonly plan: PlanHeader }) => {
  const texts = useTexts()
  const format = useFormat()
  return (
    <EmptyState
      as="h2"
      title={texts.plan.empty}
      detail={scope === "person"
        ? texts.plan.emptyOfPerson
        : texts.plan.emptyDetail(texts.people(counts.unchanged, format))}
    />
  )
}

const Lines = ({ plan }: { readonly plan: PlanHeader }) => {
  const index = usePlanIndex(plan)
  const [filter, setFilter] = useState(all)
  const list = useRef<HTMLDivElement>(null)
  const showInList = (cause: Cause) => {
    setFilter({ search: "", kind: "Finding", cause })
    list.current?.scrollIntoView({ block: "start" })
  }
  return (
    <>
      {findingsOf(plan.counts) > 0 && <PlanFindings plan={plan} lines={index} onShow={showInList} />}
      <div>
        <div ref={list} className={styles["aboveList"]} />
        <EntryList plan={plan} lines={index} filter={filter} onFilter={setFilter} />
      </div>
    </>
  )
}

export interface PlanContentsProps {
  readonly plan: PlanHeader
  readonly standing: UseQueryResult<PlanStanding>
}

export const PlanContents = ({ plan, standing: { data: standing, error, refetch } }: PlanContentsProps) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const made = [format.dateTime(plan.createdAt), format.relative(plan.createdAt, now)] as const
  return (
    <Stack space="space.250">
      <Inline space="space.200" spread="space-between" alignBlock="start" shouldWrap>
        <Stack space="space.050">
          <Heading as="h2" size="medium">
            {plan.scope === "person" ? texts.plan.titleOfPerson : texts.plan.title}
          </Heading>
          <Text color="color.text.subtle">
            {standing !== undefined && isUntouched(standing)
              ? texts.plan.made(...made)
              : texts.plan.madeBefore(...made)}
          </Text>
        </Stack>
        {standing !== undefined && canApply(standing) && <ApplyPlan plan={plan} standing={standing} />}
      </Inline>
      {standing !== undefined
        ? <PlanNotice plan={plan} standing={standing} />
        : error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {changesOf(plan.counts) === 0 && <UpToDate plan={plan} />}
      <PlanTotals plan={plan} />
      <Panel title={texts.plan.sources}>
        <PlanSources plan={plan} />
      </Panel>
      {plan.pages > 0 && <Lines plan={plan} />}
    </Stack>
  )
}
