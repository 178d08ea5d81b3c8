/** Whether the app does not answer the page any more: what is asked of it over and over fails. */
import { notifyManager, type Query, useQueryClient } from "@tanstack/react-query"
import { useCallback, useSyncExternalStore } from "react"
import { AskError } from "./AskError.ts"
import { reasonOf } from "./Freshness.ts"
import { isAskedOfApp, readAgain } from "./Queries.ts"

export interface Silence {
  readonly error: AskError
  /** By the browser's clock, when it answered last. */
  readonly since: number
  readonly askAgain: () => Promise<void>
}

/** How the site and its run are is asked for as long as the page is open, whatever else it shows. */
const isHeartbeat = ({ queryKey: [name] }: Query) => name === "state" || name === "status"

/** That something cannot be had as things are is an answer, too. */
const isSilence = (error: unknown): error is AskError => error instanceof AskError && error.reply._tag !== "Refused"

export const useSilence = (): Silence | null => {
  const client = useQueryClient()
  const cache = client.getQueryCache()
  const error = useSyncExternalStore(
    useCallback((onChange) => cache.subscribe(notifyManager.batchCalls(onChange)), [cache]),
    () =>
      cache.findAll({ type: "active", predicate: isHeartbeat }).map(reasonOf).find((reason) => isSilence(reason)) ??
        null
  )
  const askAgain = useCallback(() => readAgain(client), [client])
  if (!isSilence(error)) return null
  const answers = cache.findAll({ predicate: isAskedOfApp }).map(({ state }) => state.dataUpdatedAt)
  return { error, since: Math.max(0, ...answers), askAgain }
}
