/** The runs so far, the newest first. */
import type { Run } from "@entra-assets/core/sync/Run"
import type { RequestOf } from "@entra-assets/forge-host/admin/AdminApi"
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { ask } from "./Ask.ts"
import type { AskError } from "./AskError.ts"
import { useAsk } from "./Queries.ts"

/** What is left out does not matter. */
export type RunFilter = Pick<RequestOf<"history">, "kinds" | "states">

export const pageSize = 10

/** Page by page. */
export const useHistory = (filter: RunFilter) =>
  useInfiniteQuery<
    ReadonlyArray<Run>,
    AskError,
    ReadonlyArray<Run>,
    readonly ["history", RunFilter],
    string | null
  >({
    queryKey: ["history", filter],
    queryFn: ({ pageParam }) => ask("history", { limit: pageSize, before: pageParam, ...filter }),
    initialPageParam: null,
    getNextPageParam: (page) => page.length < pageSize ? undefined : page.at(-1)?.id,
    select: ({ pages }) => pages.flat(),
    // Under another filter the rows stay until the others are there.
    placeholderData: keepPreviousData
  })

/** The last so many. */
export const useLastRuns = (limit: number, filter: RunFilter = {}) =>
  useAsk("history", { limit, before: null, ...filter })
