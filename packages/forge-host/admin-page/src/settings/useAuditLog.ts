/** The audit log, as far as it was asked for: the newest first. */
import type { AnswerOf } from "@entra-assets/forge-host/admin/AdminApi"
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query"
import { ask } from "../api/Ask.ts"
import type { AskError } from "../api/AskError.ts"

type Page = AnswerOf<"audit">

export const useAuditLog = () =>
  useInfiniteQuery<Page, AskError, InfiniteData<Page>, readonly string[], string | null>({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => ask("audit", { before: pageParam }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next
  })
