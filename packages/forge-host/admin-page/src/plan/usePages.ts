/** Whole entries and findings, by the pages of the plan that hold them. */
import type { AnswerOf, SeenPlan } from "@entra-assets/forge-host/admin/AdminApi"
import { useQueries } from "@tanstack/react-query"
import { ask } from "../api/Ask.ts"
import type { AskError } from "../api/AskError.ts"

export type Items = AnswerOf<"planPage">["items"]

/** As `useAsk` would ask, so that both know what the other has read. */
export const pageQuery = (seen: SeenPlan, page: number) => ({
  queryKey: ["planPage", { ...seen, page }] as const,
  queryFn: () => ask("planPage", { ...seen, page }),
  staleTime: Infinity
})

export interface Pages {
  readonly items: ReadonlyMap<number, Items>
  readonly isLoading: boolean
  readonly error: AskError | null
  readonly retry: () => void
}

export const usePages = (seen: SeenPlan, pages: ReadonlySet<number>): Pages => {
  const numbers = Array.from(pages)
  const results = useQueries({ queries: numbers.map((page) => pageQuery(seen, page)) })
  const failed = results.filter(({ isError }) => isError)
  return {
    items: new Map(results.flatMap(({ data }, at) => {
      const page = numbers[at]
      return data === undefined || page === undefined ? [] : [[page, data.items] as const]
    })),
    isLoading: results.some(({ isFetching }) => isFetching),
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach(({ refetch }) => void refetch())
  }
}
