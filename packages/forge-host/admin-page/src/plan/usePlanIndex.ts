/** Loads the lines of a plan part by part; what has come so far can be used. */
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { ask } from "../api/Ask.ts"
import { AskError } from "../api/AskError.ts"
import { PlanIndex } from "./PlanIndex.ts"

export interface LoadedIndex {
  readonly index: PlanIndex
  /** How many lines have come: another number, another index. */
  readonly loaded: number
  readonly isComplete: boolean
  readonly error: AskError | null
  readonly retry: () => void
}

/** Lets the browser draw and answer between two pieces of work. */
const breathe = () => new Promise<void>((resolve) => void setTimeout(resolve))

export const usePlanIndex = ({ digest, id, pages }: PlanHeader): LoadedIndex => {
  const client = useQueryClient()
  // The lines stay out of React's state: copying them with each part would take longer than reading them.
  const [index] = useState(() => new PlanIndex())
  const next = useRef<number | null>(pages === 0 ? null : 0)
  const [{ isComplete, loaded }, setProgress] = useState({ isComplete: pages === 0, loaded: 0 })
  const [error, setError] = useState<AskError | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    const load = async () => {
      while (next.current !== null && !signal.aborted) {
        const request = { planId: id, digest, from: next.current }
        const part = await client.fetchQuery({
          queryKey: ["planIndex", request],
          queryFn: () => ask("planIndex", request),
          staleTime: Infinity
        })
        await breathe()
        if (signal.aborted) return
        index.add(part.lines)
        next.current = part.next
        setProgress({ isComplete: part.next === null, loaded: index.size })
        await breathe()
      }
    }
    load().catch((reason: unknown) => {
      if (!(reason instanceof AskError)) throw reason
      if (!signal.aborted) setError(reason)
    })
    return () => leaving.abort()
  }, [attempt, client, digest, id, index])
  return {
    index,
    loaded,
    isComplete,
    error,
    retry: () => {
      setError(null)
      setAttempt(attempt + 1)
    }
  }
}
