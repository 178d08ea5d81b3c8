/** What was asked for, once it is there; until then that it is loading, or why it cannot be shown. */
import type { UseQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import styles from "./Asked.module.css"
import { Failure } from "./Failure.tsx"
import { Loading } from "./Loading.tsx"
import { Outdated } from "./Outdated.tsx"

export interface AskedProps<A> {
  readonly query: UseQueryResult<A>
  readonly children: (value: A) => ReactNode
  readonly lines?: number
}

/** An old value stays to be seen while a newer one cannot be had, and it is said that it is old. */
export function Asked<A>({ children, lines, query }: AskedProps<A>) {
  if (query.data !== undefined) {
    return (
      <>
        <div className={styles["above"]}>
          <Outdated query={query} />
        </div>
        {children(query.data)}
      </>
    )
  }
  return query.isError
    ? <Failure error={query.error} onRetry={() => void query.refetch()} />
    : <Loading {...(lines !== undefined && { lines })} />
}
