/** Which lines of a plan are shown. */
import SearchIcon from "@atlaskit/icon/core/search"
import Textfield from "@atlaskit/textfield"
import type { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { useId } from "react"
import { useFormat } from "../format/Format.tsx"
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
  const { finding, plan: { table } } = useTexts()
  const format = useFormat()
  const id = useId()
  const option = (name: string, count: number) => table.option(name, format.number(count))
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
      <div className={styles["choice"]}>
        <label htmlFor={`${id}kind`}>{table.kinds}</label>
        <select
          id={`${id}kind`}
          value={filter.kind ?? ""}
          onChange={(event) => {
            const kind = kinds.find((known) => known === event.currentTarget.value) ?? null
            onFilter({ ...filter, kind, code: null })
          }}
        >
          <option value="">{option(table.all, changesOf(counts) + findingsOf(counts))}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>{option(table.kind[kind], countOf(counts, kind))}</option>
          ))}
        </select>
      </div>
      {filter.kind === "Finding" && (
        <div className={styles["choice"]}>
          <label htmlFor={`${id}code`}>{table.cause}</label>
          <select
            id={`${id}code`}
            value={filter.code ?? ""}
            onChange={(event) => {
              const code = codes.find((known) => known === event.currentTarget.value) ?? null
              onFilter({ ...filter, code })
            }}
          >
            <option value="">{table.anyCause}</option>
            {codes.map((code) => {
              const count = counts.findings[code] ?? 0
              return count > 0 && <option key={code} value={code}>{option(finding.codes[code].title, count)}</option>
            })}
          </select>
        </div>
      )}
    </div>
  )
}
