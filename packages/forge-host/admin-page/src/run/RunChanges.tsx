/** What a run has changed, entry by entry: filtered, a part at a time, each to be opened. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useState } from "react"
import { useSite } from "../api/Site.ts"
import { useFormat } from "../format/Format.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Loading } from "../frame/Loading.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { RunChange } from "./RunChange.tsx"
import styles from "./RunChanges.module.css"
import { everything, type Filter } from "./RunEntries.ts"
import { RunFilters } from "./RunFilters.tsx"
import { useRunPages } from "./useRunPages.ts"

/** So many more lines are shown each time. */
const portion = 25

/** A line is so much higher than one of what stands for it. */
const lineHeight = 1.15

const Gone = () => {
  const texts = useTexts()
  const format = useFormat()
  const days = useSite().data?.settings.retention.plans
  return days === undefined ?
    null :
    <Text color="color.text.subtle">{texts.run.changes.gone(texts.run.days(days, format))}</Text>
}

const List = ({ view: { run } }: { readonly view: RunView }) => {
  const { changes } = useTexts().run
  const format = useFormat()
  const [filter, setFilter] = useState<Filter>(everything)
  const [wanted, setWanted] = useState(portion)
  const { error, hasMore, isSearching, lines, most, nameOf, retry } = useRunPages(run, filter, wanted)
  const choose = (chosen: Filter) => {
    setFilter(chosen)
    setWanted(portion)
  }
  return (
    <Stack space="space.150">
      <RunFilters run={run} filter={filter} onChange={choose} />
      {lines.length > 0 && (
        <ul className={styles["list"]}>
          {lines.map((line) => (
            <RunChange key={`${line.entry._tag} ${line.entry.entraId}`} line={line} nameOf={nameOf} />
          ))}
        </ul>
      )}
      {error !== null && <Failure error={error} onRetry={retry} />}
      {isSearching && lines.length === 0 && <Loading lines={Math.ceil(lineHeight * Math.min(most, portion))} />}
      {!isSearching && error === null && lines.length === 0 && <Text>{changes.none}</Text>}
      {lines.length > 0 && (
        <Inline space="space.150" alignBlock="center" shouldWrap>
          {hasMore && (
            <Button isLoading={isSearching} onClick={() => setWanted(wanted + portion)}>{changes.more}</Button>
          )}
          <span role="status" className={styles["shown"]}>
            {isSearching ? changes.searching : changes.shown(format.number(lines.length), format.number(most))}
          </span>
        </Inline>
      )}
    </Stack>
  )
}

export const RunChanges = ({ view }: { readonly view: RunView }) => {
  const texts = useTexts()
  const { go } = useNavigation()
  const { plan } = view
  return (
    <Panel
      title={texts.run.changes.title}
      actions={plan !== null && (
        <Button appearance="subtle" onClick={() => go({ view: "plan", planId: plan.id })}>{texts.run.openPlan}</Button>
      )}
    >
      {plan === null ? <Gone /> : <List view={view} />}
    </Panel>
  )
}
