/** How the site is: what runs, when the next sync comes, how it is connected, and what has been so far. */
import Button from "@atlaskit/button/new"
import { Stack } from "@atlaskit/primitives/compiled"
import { isSetUp } from "../api/SetUp.ts"
import { useCurrentRun, useSite } from "../api/Site.ts"
import { Asked } from "../frame/Asked.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { ConnectionPanel } from "./ConnectionPanel.tsx"
import { History } from "./History.tsx"
import styles from "./Overview.module.css"
import { PeopleChart } from "./PeopleChart.tsx"
import { SchedulePanel } from "./SchedulePanel.tsx"
import { SyncPanel } from "./SyncPanel.tsx"

/** Nothing has been synced yet. */
const Before = () => {
  const { overview: { before } } = useTexts()
  const { go } = useNavigation()
  return (
    <EmptyState
      as="h2"
      title={before.title}
      detail={before.detail}
      action={<Button appearance="primary" onClick={() => go({ view: "setup" })}>{before.toSetup}</Button>}
    />
  )
}

export const Overview = () => {
  const site = useSite()
  const current = useCurrentRun()
  return (
    <Asked query={site}>
      {(state) =>
        !isSetUp(state) ? <Before /> : (
          <Stack space="space.200">
            <SyncPanel state={state} current={current} />
            <div className={styles["pair"]}>
              <SchedulePanel state={state} />
              <ConnectionPanel state={state} />
            </div>
            <PeopleChart />
            <History current={current} />
          </Stack>
        )}
    </Asked>
  )
}
