/** The third step: how often, a preview, its first application, and the schedule. */
import { Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useLastRuns } from "../../api/History.ts"
import { useCurrentRun } from "../../api/Site.ts"
import { useFormat } from "../../format/Format.tsx"
import { Asked } from "../../frame/Asked.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { type Stage, stageOf } from "../FirstSync.ts"
import styles from "../Part.module.css"
import { Part } from "../Part.tsx"
import { canSchedule, isDone } from "../Steps.ts"
import { Applied } from "./Applied.tsx"
import { Cadence } from "./Cadence.tsx"
import { cadenceWords } from "./CadenceWords.ts"
import { Ended } from "./Ended.tsx"
import { PlanReady } from "./PlanReady.tsx"
import { StartPreview } from "./StartPreview.tsx"
import { UnderWay } from "./UnderWay.tsx"
import { Waits } from "./Waits.tsx"

export const SyncSummary = ({ state }: { readonly state: State }) => {
  const { setup: { sync: texts } } = useTexts()
  const format = useFormat()
  if (!isDone("sync", state)) return <>{texts.summary}</>
  if (!canSchedule(state)) return <>{texts.byHand}</>
  const { on, paused } = state.schedule
  if (!on) return <>{texts.off}</>
  return <>{paused === null ? cadenceWords(state.schedule, texts, format) : texts.paused}</>
}

export interface SyncStepProps {
  readonly state: State
  readonly onDone: () => void
}

interface StageViewProps extends SyncStepProps {
  readonly stage: Stage
}

const Content = ({ onDone, stage, state }: StageViewProps) => {
  switch (stage._tag) {
    case "NotReady":
      return null
    case "UnderWay":
      return <UnderWay run={stage.run} />
    case "Waits":
      return <Waits run={stage.run} />
    case "Nothing":
      return (
        <StartPreview state={state}>
          {stage.ended !== null && <Ended run={stage.ended} />}
        </StartPreview>
      )
    case "Previewed":
      return (
        <PlanReady key={stage.preview.id} run={stage.preview} state={state}>
          {stage.ended !== null && <Ended run={stage.ended} />}
        </PlanReady>
      )
    case "Applied":
      return <Applied state={state} onDone={onDone} />
  }
}

/** It takes the focus, since the button that began a stage is gone with the stage before. */
const StageView = (props: StageViewProps) => (
  <div tabIndex={-1} className={styles["stage"]}>
    <Content {...props} />
  </div>
)

/** From the look before anything changes to the schedule. */
const Flow = ({ onDone, state }: SyncStepProps) => {
  const current = useCurrentRun()
  const newest = useLastRuns(1)
  const previews = useLastRuns(1, { kinds: ["preview"], states: ["succeeded"] })
  return (
    <Asked query={newest} lines={4}>
      {([run = null]) => (
        <Asked query={previews} lines={4}>
          {([preview = null]) => (
            <StageView stage={stageOf(state, { current, newest: run, preview })} state={state} onDone={onDone} />
          )}
        </Asked>
      )}
    </Asked>
  )
}

export const SyncStep = ({ onDone, state }: SyncStepProps) => {
  const { setup: { sync: texts } } = useTexts()
  if (!isDone("assets", state) || !isDone("entra", state)) {
    return <Text color="color.text.subtle">{texts.notReady}</Text>
  }
  return (
    <div className={styles["parts"]}>
      {canSchedule(state) ?
        <Cadence state={state} /> :
        <Part title={texts.cadence.title} points={[texts.cadence.none]} />}
      <Flow state={state} onDone={onDone} />
    </div>
  )
}
