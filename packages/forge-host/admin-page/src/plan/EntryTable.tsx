/** The lines of a plan as a table of any length: only the rows near the view are in the document. */
import ArrowDownIcon from "@atlaskit/icon/core/arrow-down"
import ArrowUpIcon from "@atlaskit/icon/core/arrow-up"
import type { SeenPlan } from "@entra-assets/forge-host/admin/AdminApi"
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"
import { useTexts } from "../texts/useTexts.ts"
import { EntryRow } from "./EntryRow.tsx"
import styles from "./EntryTable.module.css"
import type { Filter, PlanIndex, Row as Line, Sort } from "./PlanIndex.ts"
import { useIsNarrow } from "./useIsNarrow.ts"
import { useReadAhead } from "./useReadAhead.ts"

/** Heights of a closed row and of the head above, as the style sheet has them. */
const height = { wide: 41, narrow: 65, head: 33 }

const pageOfRows = 10

export interface EntryTableProps {
  readonly seen: SeenPlan
  readonly index: PlanIndex
  /** Of the rows to show, in their order. */
  readonly numbers: ReadonlyArray<number>
  /** By which they were chosen. */
  readonly filter: Filter
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
}

interface HeadProps extends Pick<EntryTableProps, "sort" | "onSort"> {
  readonly by: "name" | "kind"
  readonly label: string
}

/** Up, down, and back to the order of the plan. */
const nextSort = (sort: Sort, by: "name" | "kind"): Sort => {
  if (sort.by !== by) return { by, isDescending: false }
  return sort.isDescending ? { by: "plan", isDescending: false } : { by, isDescending: true }
}

const Head = ({ by, label, onSort, sort }: HeadProps) => {
  const { plan: { table } } = useTexts()
  const isSorted = sort.by === by
  const Arrow = sort.isDescending ? ArrowDownIcon : ArrowUpIcon
  return (
    <div
      role="columnheader"
      aria-sort={!isSorted ? "none" : sort.isDescending ? "descending" : "ascending"}
      className={styles["head"]}
    >
      <button
        type="button"
        className={styles["sort"]}
        title={table.sortBy(label)}
        onClick={() => onSort(nextSort(sort, by))}
      >
        {label}
        {isSorted && <Arrow label="" size="small" />}
      </button>
    </div>
  )
}

export const EntryTable = ({ filter, index, numbers, onSort, seen, sort }: EntryTableProps) => {
  const { plan: { table } } = useTexts()
  const isNarrow = useIsNarrow()
  const scroller = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  // One row can be reached by Tab, the others from there by arrow keys.
  const [focused, setFocused] = useState(0)
  const active = Math.min(focused, numbers.length - 1)
  const movesFocus = useRef(false)
  const rangeExtractor = useCallback((range: Range) => {
    const near = defaultRangeExtractor(range)
    if (near.includes(active)) return near
    return active < range.startIndex ? [active, ...near] : [...near, active]
  }, [active])
  const virtualizer = useVirtualizer({
    count: numbers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => isNarrow ? height.narrow : height.wide,
    getItemKey: (at) => numbers[at] ?? at,
    overscan: 10,
    scrollMargin: height.head,
    scrollPaddingStart: height.head,
    rangeExtractor
  })
  useEffect(() => virtualizer.measure(), [isNarrow, virtualizer])
  // Not when more rows have come: somebody may be reading.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setFocused(0)
  }, [filter, sort])
  useEffect(() => {
    if (!movesFocus.current) return
    movesFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-at="${active}"]`)?.focus({ preventScroll: true })
  }, [active])

  const rowsHeight = virtualizer.getTotalSize()
  useLayoutEffect(() => scroller.current?.style.setProperty("--rows-height", `${rowsHeight}px`), [rowsHeight])

  const lines = virtualizer.getVirtualItems().flatMap(({ index: at, key, start }) => {
    const line: Line | undefined = index.row(numbers[at] ?? -1)
    return line === undefined ? [] : [{ at, key, start, line, number: numbers[at] ?? -1 }]
  })
  useReadAhead(seen, virtualizer.isScrolling ? [] : lines.map(({ line }) => line.page))

  const move = (event: KeyboardEvent) => {
    const last = numbers.length - 1
    const targets: { readonly [key in string]: number } = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + pageOfRows,
      PageUp: active - pageOfRows,
      Home: 0,
      End: last
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(last, target))
    if (next === active) return
    movesFocus.current = true
    virtualizer.scrollToIndex(next)
    setFocused(next)
  }
  const toggle = (number: number) =>
    setOpen((opened) => {
      const next = new Set(opened)
      if (!next.delete(number)) next.add(number)
      return next
    })

  return (
    <div role="table" aria-label={table.title} aria-rowcount={numbers.length + 1} className={styles["table"]}>
      <div ref={scroller} className={styles["scroller"]}>
        <div role="rowgroup" className={styles["heads"]}>
          <div role="row" aria-rowindex={1} className={styles["headRow"]}>
            <Head by="name" label={table.name} sort={sort} onSort={onSort} />
            <Head by="kind" label={table.kindColumn} sort={sort} onSort={onSort} />
            <div role="columnheader" className={styles["head"]}>
              <span className={styles["plainHead"]}>{table.changes}</span>
            </div>
          </div>
        </div>
        <div role="rowgroup" className={styles["rows"]}>
          {lines.map(({ at, key, line, number, start }) => (
            <EntryRow
              key={key}
              ref={virtualizer.measureElement}
              seen={seen}
              index={index}
              line={line}
              at={at}
              start={start - height.head}
              isReachable={at === active}
              isOpen={open.has(number)}
              onToggle={() => {
                setFocused(at)
                toggle(number)
              }}
              onKeyDown={move}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
