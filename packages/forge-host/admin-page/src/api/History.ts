/** The runs so far, the newest first, ten at a time. */
import { type Run } from "@entra-assets/core/sync/Run"
import { useInfiniteQuery } from "@tanstack/react-query"
import { ask, type AskError } from "./Ask.ts"

const pageSize = 10

export const useHistory = () =>
  useInfiniteQuery<ReadonlyArray<Run>, AskError, ReadonlyArray<Run>, ["history"], string | null>({
    queryKey: ["history"],
    queryFn: ({ pageParam }) => ask("history", { limit: pageSize, before: pageParam }),
    initialPageParam: null,
    getNextPageParam: (page) => page.length < pageSize ? undefined : page.at(-1)?.id,
    select: ({ pages }) => pages.flat()
  })
