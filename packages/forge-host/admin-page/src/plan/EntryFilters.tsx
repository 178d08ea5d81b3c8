/** Which lines of a plan are shown. */
import SearchIcon from "@atlaskit/icon/core/search"
import Textfield from "@atlaskit/textfield"
import type { FindingCode } from "@entra-assets/core/model/Finding"
import type { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { useId } from "react"
import { useFormat } from "../format/Format.tsx"
import { Choice } from "../frame/Choice.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./EntryFilters.module.css"
import { codes } from "./FindingsByCode.ts"
import type { Filter, Kind } from "./PlanIndex.ts"
import { changesOf, findingsOf } from "./Standing.ts"

export interface EntryFiltersProps {
  readonly counts: PlanCounts
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

const kinds: ReadonlyArray<Kind> = ["Create", "Update", "Inactivate", "Reactivate", "Finding"]

const countOf = (counts: PlanCounts, kind: Kind): number => {
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
  const { finding, plan: { table } } = texts
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
        options={kinds.map((kind) => ({ value: kind, name: table.kind[kind], count: countOf(counts, kind) }))}
        onChange={(kind) => onFilter({ ...filter, kind, code: null })}
      />
      {filter.kind === "Finding" && (
        <Choice<FindingCode>
          label={table.cause}
          all={table.anyCause}
          value={filter.code}
          options={codes.flatMap((code) => {
            const count = counts.findings[code] ?? 0
            return count === 0 ? [] : [{ value: code, name: finding.codes[code].title, count }]
          })}
          onChange={(code) => onFilter({ ...filter, code })}
        />
      )}
    </div>
  )
}
