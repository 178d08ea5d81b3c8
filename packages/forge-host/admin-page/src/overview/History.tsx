/** The runs so far as a table, the newest first. A row opens its run, its last cell the plan. */
import Button from "@atlaskit/button/new"
import { Stack } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { useState } from "react"
import { pageSize, useHistory } from "../api/History.ts"
import { useFormat } from "../format/Format.tsx"
import { AccountName } from "../frame/AccountName.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Loading } from "../frame/Loading.tsx"
import { Outdated } from "../frame/Outdated.tsx"
import { Panel } from "../frame/Panel.tsx"
import { RouteLink } from "../frame/RouteLink.tsx"
import { RunLozenge } from "../run/RunLozenge.tsx"
import { timeWorked } from "../run/RunProgress.ts"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./History.module.css"
import { asked, type HistoryFilter, HistoryFilters } from "./HistoryFilters.tsx"
import { changesOf, hasPlan } from "./RunWords.ts"

const Row = ({ run }: { readonly run: Run }) => {
  const texts = useTexts()
  const format = useFormat()
  const { history } = texts.overview
  const started = format.dateTime(run.createdAt)
  const isToReview = run.goal === "preview" && run.state === "succeeded"
  return (
    <tr>
      <th scope="row">
        <RouteLink to={{ view: "run", runId: run.id }}>{started}</RouteLink>
      </th>
      <td>{run.scope === "person" ? history.onePerson : history.goal[run.goal]}</td>
      <td className={styles["secondary"]}>
        {run.trigger === "scheduled" ? history.schedule : <AccountName accountId={run.startedBy} />}
      </td>
      <td>
        <RunLozenge state={run.state} />
      </td>
      <td>{changesOf(run, texts, format)}</td>
      <td className={styles["secondary"]}>{run.endedAt !== null && format.duration(timeWorked(run))}</td>
      <td className={styles["plan"]}>
        {hasPlan(run) && (
          <RouteLink
            to={{ view: "plan", planId: run.planId }}
            label={`${isToReview ? history.review : history.openPlan}: ${history.planOf(started)}`}
          >
            {isToReview ? history.review : history.openPlan}
          </RouteLink>
        )}
      </td>
    </tr>
  )
}

const Table = ({ runs }: { readonly runs: ReadonlyArray<Run> }) => {
  const { overview: { history } } = useTexts()
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]} aria-label={history.title}>
        <thead>
          <tr>
            <th scope="col">{history.started}</th>
            <th scope="col">{history.what}</th>
            <th scope="col" className={styles["secondary"]}>{history.by}</th>
            <th scope="col">{history.outcome}</th>
            <th scope="col">{history.changes}</th>
            <th scope="col" className={styles["secondary"]}>{history.worked}</th>
            <th scope="col" className={styles["plan"]}>{history.plan}</th>
          </tr>
        </thead>
        <tbody>{runs.map((run) => <Row key={run.id} run={run} />)}</tbody>
      </table>
    </div>
  )
}

const all: HistoryFilter = { kind: null, state: null }

/** `current`: newer than what the history says of it. */
export const History = ({ current }: { readonly current: Run | null }) => {
  const { overview: { history } } = useTexts()
  const [filter, setFilter] = useState(all)
  const found = useHistory(asked(filter))
  const { data, error, fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage, refetch } = found
  const runs = data?.map((run) => run.id === current?.id ? current : run)
  const isFiltered = filter.kind !== null || filter.state !== null
  return (
    <Panel title={history.title}>
      <Stack space="space.200">
        {(isFiltered || (runs !== undefined && runs.length >= pageSize)) && (
          <HistoryFilters filter={filter} onChange={setFilter} />
        )}
        <Outdated query={found} />
        {runs === undefined
          ? error === null ? <Loading lines={10} /> : <Failure error={error} onRetry={() => void refetch()} />
          : runs.length > 0
          ? <Table runs={runs} />
          : isFiltered
          ? (
            <EmptyState
              title={history.none}
              detail={history.noneDetail}
              action={<Button onClick={() => setFilter(all)}>{history.showAll}</Button>}
            />
          )
          : <EmptyState title={history.empty} detail={history.emptyDetail} />}
        {isFetchNextPageError && <Failure error={error} onRetry={() => void fetchNextPage()} />}
        {hasNextPage && (
          <div>
            <Button isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{history.more}</Button>
          </div>
        )}
      </Stack>
    </Panel>
  )
}
