/** One line of a plan; opened, every value before and after, or what a finding means. */
import ChevronDownIcon from "@atlaskit/icon/core/chevron-down"
import ChevronRightIcon from "@atlaskit/icon/core/chevron-right"
import type { SeenPlan } from "@entra-assets/forge-host/admin/AdminApi"
import { useQuery } from "@tanstack/react-query"
import { forwardRef, type KeyboardEvent, useEffect, useId, useRef } from "react"
import { useFormat } from "../format/Format.tsx"
import { StatusLozenge, type StatusLozengeProps } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { EntryDetails } from "./EntryDetails.tsx"
import styles from "./EntryTable.module.css"
import type { Kind, PlanIndex, Row } from "./PlanIndex.ts"
import { summaryOf } from "./Summary.ts"
import { pageQuery } from "./usePages.ts"

const tones: { readonly [kind in Kind]: StatusLozengeProps["tone"] } = {
  Create: "success",
  Update: "information",
  Inactivate: "danger",
  Reactivate: "discovery",
  Finding: "warning"
}

export interface EntryRowProps {
  readonly seen: SeenPlan
  readonly index: PlanIndex
  readonly line: Row
  /** Its place among the rows that are shown. */
  readonly at: number
  /** How far down it stands. */
  readonly start: number
  readonly isReachable: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export const EntryRow = forwardRef<HTMLDivElement, EntryRowProps>(function EntryRow(
  { at, index, isOpen, isReachable, line, onKeyDown, onToggle, seen, start },
  ref
) {
  const texts = useTexts()
  const format = useFormat()
  const id = useId()
  const { code, detail, item, kind, page, title } = line
  // Looks only at what has been read.
  const { data } = useQuery({ ...pageQuery(seen, page), enabled: false })
  const found = data?.items[item]
  const cause = code === null ? null : texts.finding.codes[code].title
  const summary = detail ?? cause ?? (found === undefined ? null : summaryOf(found, texts, format))
  const details = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    // What somebody has just opened is to be seen; a row that comes back by scrolling stays where it is.
    if (isOpen && !wasOpen.current) details.current?.scrollIntoView({ block: "nearest" })
    wasOpen.current = isOpen
  }, [isOpen])
  const Chevron = isOpen ? ChevronDownIcon : ChevronRightIcon
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={at + 2}
      data-index={at}
      className={styles["row"]}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="cell" className={styles["name"]}>
        <button
          type="button"
          className={styles["toggle"]}
          data-at={at}
          tabIndex={isReachable ? 0 : -1}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
          onKeyDown={onKeyDown}
        >
          <span className={styles["chevron"]}>
            <Chevron label="" size="small" />
          </span>
          <span className={styles["text"]}>{title ?? cause}</span>
        </button>
      </div>
      <div role="cell" className={styles["kind"]}>
        <StatusLozenge tone={tones[kind]}>{texts.plan.table.kind[kind]}</StatusLozenge>
      </div>
      <div role="cell" className={styles["summary"]}>
        <span className={styles["text"]}>{summary}</span>
      </div>
      {isOpen && (
        <div ref={details} role="cell" id={id} aria-colspan={3} className={styles["details"]}>
          <EntryDetails seen={seen} index={index} line={line} />
        </div>
      )}
    </div>
  )
})
