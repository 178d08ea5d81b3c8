/**
 * All lines of a plan, which the page sorts, filters and searches by itself. They come in parts, and each is prepared as
 * it comes: what is asked of 100,000 lines later has to be answered at once.
 */
import type { IndexLine } from "@entra-assets/forge-host/admin/AdminApi"
import { type Cause, isOf } from "./FindingsByCode.ts"
import { fold } from "./Fold.ts"

export type Kind = IndexLine["kind"]

export interface Row {
  readonly kind: Kind
  readonly code: IndexLine["code"]
  readonly entraId: IndexLine["entraId"]
  /** What a person or an account is called; `null` in a finding about nobody in particular, or nobody known. */
  readonly title: string | null
  /** What a finding says. */
  readonly detail: string | null
  /** Where the whole entry or finding is: the page of the plan, and which item of it. */
  readonly page: number
  readonly item: number
}

/** `plan`: the order in which it is applied. */
export interface Sort {
  readonly by: "plan" | "name" | "kind"
  readonly isDescending: boolean
}

export interface Filter {
  readonly search: string
  readonly kind: Kind | null
  /** Of findings. */
  readonly cause: Cause | null
}

export const all: Filter = { search: "", kind: null, cause: null }

const kinds: ReadonlyArray<Kind> = ["Create", "Update", "Inactivate", "Reactivate", "Finding"]

/** Both are in order. */
const merge = (left: Uint32Array, right: Uint32Array, isBefore: (a: number, b: number) => boolean): Uint32Array => {
  const merged = new Uint32Array(left.length + right.length)
  let l = 0
  let r = 0
  for (let at = 0; at < merged.length; at++) {
    const a = left[l]
    const b = right[r]
    const takesLeft = b === undefined || (a !== undefined && isBefore(a, b))
    merged[at] = (takesLeft ? a : b) ?? 0
    if (takesLeft) l++
    else r++
  }
  return merged
}

export class PlanIndex {
  readonly #rows: Array<Row> = []
  /** Of each row, what is searched and compared. */
  readonly #folded: Array<string> = []
  readonly #names = new Map<string, string>()
  /** All rows, by name. */
  #byName: Uint32Array = new Uint32Array()

  get size(): number {
    return this.#rows.length
  }

  row(number: number): Row | undefined {
    return this.#rows[number]
  }

  /** What the plan calls somebody, as far as it has come. */
  nameOf(entraId: string): string | null {
    return this.#names.get(entraId) ?? null
  }

  /** The next lines, from the beginning of a page. */
  add(lines: ReadonlyArray<IndexLine>): void {
    const from = this.#rows.length
    let page = -1
    let item = 0
    for (const { account = null, code, detail = null, entraId, kind, name, page: its } of lines) {
      item = its === page ? item + 1 : 0
      page = its
      if (entraId !== null && name !== null) this.#names.set(entraId, name)
      this.#rows.push({ kind, code, entraId, title: account ?? name, detail, page, item })
      this.#folded.push(fold([account, name, detail].filter((text) => text !== null).join(" ")))
    }
    const added = Uint32Array.from(lines, (_, number) => from + number).sort(this.#compare)
    this.#byName = merge(this.#byName, added, this.#isBefore)
  }

  /** The numbers of the rows that fit, in the order asked for. */
  select(filter: Filter, { by, isDescending }: Sort): ReadonlyArray<number> {
    const words = fold(filter.search).split(/\s+/u).filter((word) => word !== "")
    const id = filter.search.trim().toLowerCase()
    const found: Array<number> = []
    for (const number of this.#order(by)) {
      const row = this.#rows[number]
      if (row === undefined) continue
      if (filter.kind !== null && row.kind !== filter.kind) continue
      if (filter.cause !== null && !isOf(filter.cause, row.code)) continue
      const folded = this.#folded[number] ?? ""
      if (words.every((word) => folded.includes(word)) || row.entraId === id) found.push(number)
    }
    return isDescending ? found.reverse() : found
  }

  #order(by: Sort["by"]): Iterable<number> {
    switch (by) {
      case "plan":
        return this.#rows.keys()
      case "name":
        return this.#byName
      case "kind": {
        const groups = kinds.map((): Array<number> => [])
        for (const [number, { kind }] of this.#rows.entries()) groups[kinds.indexOf(kind)]?.push(number)
        return groups.flat()
      }
    }
  }

  readonly #isBefore = (a: number, b: number): boolean => this.#compare(a, b) < 0

  readonly #compare = (a: number, b: number): number => {
    const left = this.#folded[a] ?? ""
    const right = this.#folded[b] ?? ""
    return left < right ? -1 : left > right ? 1 : a - b
  }
}
