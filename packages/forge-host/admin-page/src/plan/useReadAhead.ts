/** Reads the pages of a plan that hold the rows on view, so that each can say what changes without being opened. */
import type { SeenPlan } from "@entra-assets/forge-host/admin/AdminApi"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { pageQuery } from "./usePages.ts"

/** Sorted by name, each row on view may be on a page of its own. */
const atOnce = 2

/** Rows that only pass by are not worth a request. */
const restMillis = 150

export const useReadAhead = (seen: SeenPlan, pages: ReadonlyArray<number>): void => {
  const client = useQueryClient()
  const wanted = Array.from(new Set(pages)).join(" ")
  useEffect(() => {
    if (wanted === "") return undefined
    const left = wanted.split(" ").map(Number)
    const leaving = new AbortController()
    const work = async () => {
      for (let page = left.shift(); page !== undefined && !leaving.signal.aborted; page = left.shift()) {
        // What cannot be read is told when the row is opened.
        await client.prefetchQuery(pageQuery(seen, page))
      }
    }
    const timer = setTimeout(() => {
      for (let worker = 0; worker < atOnce; worker++) void work()
    }, restMillis)
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [client, seen, wanted])
}
