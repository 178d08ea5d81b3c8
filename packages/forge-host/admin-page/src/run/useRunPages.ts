/** The entries of a run with what became of them, read page by page, as far as they are wanted. */
import { recordName } from "@entra-assets/core/plan/Entry"
import type { Run } from "@entra-assets/core/sync/Run"
import { useInfiniteQuery } from "@tanstack/react-query"
import { useEffect, useMemo } from "react"
import { ask } from "../api/Ask.ts"
import { type Filter, filtered, mostLines } from "./RunEntries.ts"

/** Pages are read until there are `wanted` lines that the filter shows, or no more can come. */
export const useRunPages = (run: Run, filter: Filter, wanted: number) => {
  const query = useInfiniteQuery({
    queryKey: ["runPage", { runId: run.id }],
    queryFn: ({ pageParam }) => ask("runPage", { runId: run.id, page: pageParam }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    // It is shown once nothing works on the run.
    staleTime: Infinity
  })
  const pages = query.data?.pages
  const names = useMemo(
    () =>
      new Map<string, string>(
        pages?.flatMap((page) => page.lines.map(({ entry }) => [entry.entraId, recordName(entry)] as const))
      ),
    [pages]
  )
  const { data, error, fetchNextPage, hasNextPage, isFetching, isPending, refetch } = query
  const lines = filtered(pages?.flatMap((page) => page.lines) ?? [], filter)
  const most = mostLines(run, filter)
  const isComplete = !hasNextPage || lines.length >= most
  const isSearching = isPending || (lines.length < wanted && !isComplete && error === null)
  useEffect(() => {
    if (isSearching && !isPending && !isFetching) void fetchNextPage()
  }, [fetchNextPage, isFetching, isPending, isSearching])
  return {
    /** At most as many as are wanted. */
    lines: lines.slice(0, wanted),
    /** How many the filter may show in all. */
    most: isComplete && !isPending ? lines.length : most,
    hasMore: lines.length > wanted || !isComplete,
    isSearching,
    /** Of the people on the pages that were read, by their Entra id. */
    nameOf: (entraId: string) => names.get(entraId) ?? null,
    findings: pages?.flatMap((page) => page.findings) ?? [],
    error,
    retry: () => void (data === undefined ? refetch() : fetchNextPage())
  }
}
