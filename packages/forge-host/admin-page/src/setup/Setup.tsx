/** The set-up: three steps from an empty site to synced people. Each can be opened again later. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useEffect, useRef, useState } from "react"
import { useCurrentRun, useSite } from "../api/Site.ts"
import { Asked } from "../frame/Asked.tsx"
import { stepOf, troubleOf } from "../frame/BannerRules.ts"
import { leadTo } from "../frame/Focus.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { AssetsStep, AssetsSummary } from "./assets/AssetsStep.tsx"
import { EntraStep, EntraSummary } from "./entra/EntraStep.tsx"
import styles from "./Setup.module.css"
import { Step } from "./Step.tsx"
import { canSchedule, isComplete, isDone, nextStep, type StepName, steps } from "./Steps.ts"
import { SyncStep, SyncSummary } from "./sync/SyncStep.tsx"

const Complete = ({ state }: { readonly state: State }) => {
  const { setup: texts } = useTexts()
  const { go } = useNavigation()
  return (
    <div role="status">
      <SectionMessage appearance="success" title={texts.complete}>
        <Stack space="space.150" alignInline="start">
          <Text>{canSchedule(state) ? texts.completeDetail : texts.completeByHand}</Text>
          <Button appearance="primary" onClick={() => go({ view: "overview" })}>{texts.toOverview}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}

const Summary = ({ name, state }: { readonly name: StepName; readonly state: State }) => {
  switch (name) {
    case "assets":
      return <AssetsSummary state={state} />
    case "entra":
      return <EntraSummary state={state} />
    case "sync":
      return <SyncSummary state={state} />
  }
}

interface ContentProps {
  readonly name: StepName
  readonly state: State
  readonly onDone: () => void
}

const Content = ({ name, onDone, state }: ContentProps) => {
  switch (name) {
    case "assets":
      return <AssetsStep state={state} onDone={onDone} />
    case "entra":
      return <EntraStep state={state} onDone={onDone} />
    case "sync":
      return <SyncStep state={state} onDone={onDone} />
  }
}

interface StepsProps extends SetupProps {
  readonly state: State
}

const Steps = ({ state, step }: StepsProps) => {
  const { setup: texts } = useTexts()
  const next = nextStep(state)
  const trouble = troubleOf(state, useCurrentRun())
  const broken = trouble === null ? null : stepOf(trouble)
  const [opened, setOpened] = useState<StepName | null>(step ?? next)
  const top = useRef<HTMLDivElement>(null)
  const headers = useRef(new Map<StepName, HTMLButtonElement>())
  const { route } = useNavigation()
  // Whoever is led to a step finds it open, though they may have been on this view already.
  useEffect(() => {
    if (step === undefined) return
    setOpened(step)
    leadTo(headers.current.get(step))
  }, [route, step])
  const done = (name: StepName) => {
    const following = nextStep(state, name)
    setOpened(following)
    leadTo(following === null ? top.current : headers.current.get(following))
  }
  return (
    <Stack space="space.200">
      <div ref={top} tabIndex={-1} className={styles["top"]}>
        {!isComplete(state)
          ? <Text color="color.text.subtle">{texts.intro}</Text>
          : broken === null && <Complete state={state} />}
      </div>
      {steps.map((name, index) => (
        <Step
          key={name}
          number={index + 1}
          title={texts[name].title}
          status={isDone(name, state) ? name === broken ? "attention" : "done" : name === next ? "next" : "toDo"}
          summary={<Summary name={name} state={state} />}
          isOpen={opened === name}
          onToggle={() => setOpened(opened === name ? null : name)}
          headerRef={(header) => {
            if (header === null) headers.current.delete(name)
            else headers.current.set(name, header)
          }}
        >
          <Content name={name} state={state} onDone={() => done(name)} />
        </Step>
      ))}
    </Stack>
  )
}

export interface SetupProps {
  /** To be opened; the next that is not done, unless said. */
  readonly step?: StepName
}

export const Setup = (props: SetupProps) => {
  const site = useSite()
  return <Asked query={site}>{(state) => <Steps state={state} {...props} />}</Asked>
}
