/** Whether syncs run by themselves, when the next one comes, and how often. */
import Button from "@atlaskit/button/new"
import { ModalTransition } from "@atlaskit/modal-dialog"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { Schedule } from "@entra-assets/core/sync/Cadence"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { worksAlone } from "@entra-assets/forge-host/AssetsCaller"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useAccountName } from "../frame/AccountName.tsx"
import { Facts } from "../frame/Facts.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Panel } from "../frame/Panel.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { TextButton } from "../frame/TextButton.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { CadenceDialog } from "./CadenceDialog.tsx"
import { nextSync } from "./NextSync.ts"

const Status = ({ schedule: { changed, on, paused } }: { readonly schedule: Schedule }) => {
  const texts = useTexts()
  const { schedule } = texts.overview
  const format = useFormat()
  const change = paused ?? changed
  const name = useAccountName(change?.by ?? null) ?? texts.somebody
  return (
    <Stack space="space.025" alignInline="start">
      <StatusLozenge tone={paused !== null ? "warning" : on ? "success" : "neutral"}>
        {paused !== null ? schedule.paused : on ? schedule.on : schedule.off}
      </StatusLozenge>
      {change !== null && (
        <Text color="color.text.subtle" size="small">
          {paused !== null
            ? schedule.pausedBy(name, format.dateTime(change.at))
            : schedule.changed(name, format.dateTime(change.at))}
        </Text>
      )}
    </Stack>
  )
}

/** Each button says what it does to the schedule; at most two of them make sense at a time. */
const Switches = ({ act, state }: { readonly act: ReturnType<typeof useSwitches>; readonly state: State }) => {
  const { overview: { schedule: texts } } = useTexts()
  const { nextRun, schedule: { on, paused } } = state
  const isOff = !state.isLicensed || act.isPending
  const button = (name: SwitchName) => (
    <Button spacing="compact" isDisabled={isOff} onClick={() => act.start(name)}>{texts[name]}</Button>
  )
  if (on) {
    return (
      <Inline space="space.100">
        {button(paused === null ? "pause" : "resume")}
        {button("turnOff")}
      </Inline>
    )
  }
  return nextRun._tag === "Off" && nextRun.canTurnOn ? button("turnOn") : null
}

type SwitchName = "pause" | "resume" | "turnOn" | "turnOff"

const useSwitches = () => {
  const acts = {
    pause: useAct("pause"),
    resume: useAct("resume"),
    turnOn: useAct("turnOn"),
    turnOff: useAct("turnOff")
  }
  const [last, setLast] = useState<SwitchName | null>(null)
  return {
    isPending: Object.values(acts).some(({ isPending }) => isPending),
    error: last === null ? null : acts[last].error,
    start: (name: SwitchName) => {
      setLast(name)
      acts[name].mutate({})
    }
  }
}

export const SchedulePanel = ({ state }: { readonly state: State }) => {
  const texts = useTexts()
  const { overview: { schedule: own, tick } } = texts
  const format = useFormat()
  const now = useNow()
  const act = useSwitches()
  const [isEditing, setEditing] = useState(false)
  const { lastTick, schedule, settings } = state
  const { everyDays, manualRunsCount } = schedule
  const runsByItself = settings.connection === null || worksAlone(settings.connection.caller)
  return (
    <Panel title={own.title} actions={runsByItself && <Switches act={act} state={state} />}>
      <Stack space="space.200">
        {act.error !== null && <Failure error={act.error} />}
        {!runsByItself && <Text>{own.presentOnly}</Text>}
        <Facts
          facts={[
            [own.status, <Status schedule={schedule} />],
            [own.next, nextSync(state, { texts, format, now })],
            [
              own.every,
              <Inline space="space.100" alignBlock="center" shouldWrap>
                <span>{everyDays === 1 ? own.everyDay : own.everyDays(format.number(everyDays))}</span>
                <TextButton label={own.editLabel} isDisabled={!state.isLicensed} onClick={() => setEditing(true)}>
                  {own.edit}
                </TextButton>
              </Inline>
            ],
            [
              own.check,
              lastTick === null ? own.checkNone : `${format.dateTime(lastTick.at)}: ${tick[lastTick.outcome]}`
            ]
          ]}
        />
        {manualRunsCount && <Text color="color.text.subtle" size="small">{own.manualCounts}</Text>}
      </Stack>
      <ModalTransition>
        {isEditing && <CadenceDialog schedule={schedule} onClose={() => setEditing(false)} />}
      </ModalTransition>
    </Panel>
  )
}
