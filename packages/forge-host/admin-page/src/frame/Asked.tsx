/** What was asked for, once it is there; until then that it is loading, or why it cannot be shown. */
import type { UseQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { Failure } from "./Failure.tsx"
import { Loading } from "./Loading.tsx"

export interface AskedProps<A> {
  readonly query: UseQueryResult<A>
  readonly children: (value: A) => ReactNode
  readonly lines?: number
}

/** An old value stays to be seen while a newer one cannot be had. */
export function Asked<A>({ children, lines, query }: AskedProps<A>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  return query.isError
    ? <Failure error={query.error} onRetry={() => void query.refetch()} />
    : <Loading {...(lines !== undefined && { lines })} />
}
