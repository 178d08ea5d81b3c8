/** The audit log, as far as it was asked for: the newest first. */
import type { AnswerOf } from "@entra-assets/forge-host/admin/AdminApi"
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query"
import { ask, type AskError } from "../api/Ask.ts"

type Page = AnswerOf<"audit">

export const useAuditLog = () =>
  useInfiniteQuery<Page, AskError, InfiniteData<Page>, readonly string[], string | null>({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => ask("audit", { before: pageParam }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next
  })
