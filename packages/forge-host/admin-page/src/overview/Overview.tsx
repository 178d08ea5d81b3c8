/** How the site is: what runs, when the next sync comes, how it is connected, and what has been so far. */
import { Stack } from "@atlaskit/primitives/compiled"
import { useCurrentRun, useSite } from "../api/Site.ts"
import { Asked } from "../frame/Asked.tsx"
import { ConnectionPanel } from "./ConnectionPanel.tsx"
import { History } from "./History.tsx"
import styles from "./Overview.module.css"
import { PeopleChart } from "./PeopleChart.tsx"
import { SchedulePanel } from "./SchedulePanel.tsx"
import { SyncPanel } from "./SyncPanel.tsx"

export const Overview = () => {
  const site = useSite()
  const current = useCurrentRun()
  return (
    <Asked query={site}>
      {(state) => (
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
