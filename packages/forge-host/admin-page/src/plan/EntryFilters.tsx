/** Which lines of a plan are shown. */
import SearchIcon from "@atlaskit/icon/core/search"
import Textfield from "@atlaskit/textfield"
import { changesOf, findingsOf, type PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { useId } from "react"
import { useFormat } from "../format/Format.tsx"
import { Choice } from "../frame/Choice.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./EntryFilters.module.css"
import { type Cause, causes, countOf } from "./FindingsByCode.ts"
import type { Filter, Kind } from "./PlanIndex.ts"

export interface EntryFiltersProps {
  readonly counts: PlanCounts
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

const kinds: ReadonlyArray<Kind> = ["Create", "Update", "Inactivate", "Reactivate", "Finding"]

const countOfKind = (counts: PlanCounts, kind: Kind): number => {
  switch (kind) {
    case "Create":
      return counts.create
    case "Update":
      return counts.update
    case "Inactivate":
      return counts.inactivate
    case "Reactivate":
      return counts.reactivate
    case "Finding":
      return findingsOf(counts)
  }
}

export const EntryFilters = ({ counts, filter, onFilter }: EntryFiltersProps) => {
  const texts = useTexts()
  const { finding, plan } = texts
  const { table } = plan
  const format = useFormat()
  const id = useId()
  return (
    <div className={styles["filters"]}>
      <div className={styles["search"]}>
        <label htmlFor={`${id}search`}>{table.search}</label>
        <Textfield
          id={`${id}search`}
          type="search"
          isCompact
          autoComplete="off"
          placeholder={table.searchHint}
          value={filter.search}
          elemBeforeInput={
            <span className={styles["icon"]}>
              <SearchIcon label="" />
            </span>
          }
          onChange={(event) => onFilter({ ...filter, search: event.currentTarget.value })}
        />
      </div>
      <Choice<Kind>
        label={table.kinds}
        all={texts.option(table.all, format.number(changesOf(counts) + findingsOf(counts)))}
        value={filter.kind}
        options={kinds.map((kind) => ({ value: kind, name: table.kind[kind], count: countOfKind(counts, kind) }))}
        onChange={(kind) => onFilter({ ...filter, kind, cause: null })}
      />
      {filter.kind === "Finding" && (
        <Choice<Cause>
          label={table.cause}
          all={table.anyCause}
          value={filter.cause}
          options={causes.flatMap((cause) => {
            const count = countOf(cause, counts)
            const name = cause === "unmatched" ? plan.counts.unmatched[0] : finding.codes[cause].title
            return count === 0 ? [] : [{ value: cause, name, count }]
          })}
          onChange={(cause) => onFilter({ ...filter, cause })}
        />
      )}
    </div>
  )
}
