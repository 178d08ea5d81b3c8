/** Every entry and finding of a plan: to be searched, filtered, sorted and opened. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import ProgressBar from "@atlaskit/progress-bar"
import { changesOf, findingsOf, type PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useDeferredValue, useMemo, useState } from "react"
import { useFormat } from "../format/Format.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Loading } from "../frame/Loading.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { EntryFilters } from "./EntryFilters.tsx"
import { EntryTable } from "./EntryTable.tsx"
import { all as everything, type Filter, type Sort } from "./PlanIndex.ts"
import { seenOf } from "./Seen.ts"
import type { LoadedIndex } from "./usePlanIndex.ts"

export interface EntryListProps {
  readonly plan: PlanHeader
  readonly lines: LoadedIndex
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

const Progress = ({ all, lines: { error, isComplete, loaded, retry } }: Pick<EntryListProps, "lines"> & {
  readonly all: number
}) => {
  const { plan: { table } } = useTexts()
  const format = useFormat()
  if (error !== null) return <Failure error={error} onRetry={retry} />
  if (isComplete) return null
  return (
    <Stack space="space.075">
      <ProgressBar ariaLabel={table.loadingLabel} value={all === 0 ? 0 : Math.min(1, loaded / all)} />
      <Text size="small" color="color.text.subtle">
        {table.loading(format.number(loaded), format.number(all))}
      </Text>
    </Stack>
  )
}

export const EntryList = ({ filter, lines, onFilter, plan }: EntryListProps) => {
  const { plan: { table } } = useTexts()
  const format = useFormat()
  const [sort, setSort] = useState<Sort>({ by: "plan", isDescending: false })
  const { index, isComplete, loaded } = lines
  const seen = useMemo(() => seenOf(plan), [plan])
  // Typing goes before finding.
  const sought = useDeferredValue(filter)
  const order = useDeferredValue(sort)
  const numbers = useMemo(
    () => loaded === 0 ? [] : index.select(sought, order),
    [index, loaded, order, sought]
  )
  const all = changesOf(plan.counts) + findingsOf(plan.counts)
  const isNothing = numbers.length === 0 && isComplete
  return (
    <Panel title={table.title}>
      <Stack space="space.200">
        <EntryFilters counts={plan.counts} filter={filter} onFilter={onFilter} />
        <Progress all={all} lines={lines} />
        <Stack space="space.100">
          <Text color="color.text.subtle">
            <span role="status">{table.shown(format.number(numbers.length), format.number(all))}</span>
          </Text>
          {loaded === 0
            ? <Loading lines={12} />
            : isNothing
            ? (
              <EmptyState
                title={table.none}
                detail={table.noneDetail}
                action={
                  <Inline>
                    <Button onClick={() => onFilter(everything)}>{table.showAll}</Button>
                  </Inline>
                }
              />
            )
            : (
              <EntryTable
                seen={seen}
                index={index}
                numbers={numbers}
                filter={sought}
                sort={sort}
                onSort={setSort}
              />
            )}
        </Stack>
      </Stack>
    </Panel>
  )
}
