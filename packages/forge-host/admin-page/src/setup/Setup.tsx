/** The set-up: three steps from an empty site to synced people. Each can be opened again later. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useEffect, useRef, useState } from "react"
import { useCurrentRun, useSite } from "../api/Site.ts"
import { useNow } from "../format/useNow.ts"
import { Asked } from "../frame/Asked.tsx"
import { stepOf, troubleOf } from "../frame/BannerRules.ts"
import { leadTo } from "../frame/Focus.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { AssetsStep, AssetsSummary } from "./assets/AssetsStep.tsx"
import { type Completion, completionOf } from "./Completion.ts"
import { EntraStep, EntraSummary } from "./entra/EntraStep.tsx"
import styles from "./Setup.module.css"
import { Step } from "./Step.tsx"
import { isComplete, isDone, nextStep, type StepName, steps } from "./Steps.ts"
import { SyncStep, SyncSummary } from "./sync/SyncStep.tsx"

const Complete = ({ completion }: { readonly completion: Completion }) => {
  const { setup: texts } = useTexts()
  const { go } = useNavigation()
  return (
    <div role="status">
      <SectionMessage
        appearance={completion === "unproved" ? "information" : "success"}
        title={completion === "unproved" ? texts.allDone : texts.complete}
      >
        <Stack space="space.150" alignInline="start">
          <Text>{texts.completion[completion]}</Text>
          <Button appearance="primary" onClick={() => go({ view: "overview" })}>{texts.toOverview}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}

interface SummaryProps {
  readonly name: StepName
  readonly state: State
  /** It was done, and the last sync has failed for it. */
  readonly isBroken: boolean
}

const Summary = ({ isBroken, name, state }: SummaryProps) => {
  switch (name) {
    case "assets":
      return <AssetsSummary state={state} isBroken={isBroken} />
    case "entra":
      return <EntraSummary state={state} isBroken={isBroken} />
    case "sync":
      return <SyncSummary state={state} />
  }
}

interface ContentProps {
  readonly name: StepName
  readonly state: State
  readonly isRenewal: boolean
  readonly onDone: () => void
}

const Content = ({ isRenewal, name, onDone, state }: ContentProps) => {
  switch (name) {
    case "assets":
      return <AssetsStep state={state} onDone={onDone} />
    case "entra":
      return <EntraStep state={state} isRenewal={isRenewal} onDone={onDone} />
    case "sync":
      return <SyncStep state={state} onDone={onDone} />
  }
}

interface StepsProps extends SetupProps {
  readonly state: State
}

const Steps = ({ isRenewal, state, step }: StepsProps) => {
  const { setup: texts } = useTexts()
  const next = nextStep(state)
  const current = useCurrentRun()
  const trouble = troubleOf(state, current)
  const broken = trouble === null ? null : stepOf(trouble)
  const completion = completionOf(state, current, useNow())
  const [opened, setOpened] = useState<StepName | null>(step ?? next)
  const top = useRef<HTMLDivElement>(null)
  const headers = useRef(new Map<StepName, HTMLButtonElement>())
  const { route } = useNavigation()
  // Whoever is led to a step finds it open, though they may have been on this view already.
  useEffect(() => {
    if (step === undefined) return
    setOpened(step)
    // A field takes the focus by itself.
    if (!isRenewal) leadTo(headers.current.get(step))
  }, [isRenewal, route, step])
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
          : completion !== null && <Complete completion={completion} />}
      </div>
      {steps.map((name, index) => (
        <Step
          key={name}
          number={index + 1}
          title={texts[name].title}
          status={isDone(name, state) ? name === broken ? "attention" : "done" : name === next ? "next" : "toDo"}
          summary={<Summary name={name} state={state} isBroken={name === broken} />}
          isOpen={opened === name}
          onToggle={() => setOpened(opened === name ? null : name)}
          headerRef={(header) => {
            if (header === null) headers.current.delete(name)
            else headers.current.set(name, header)
          }}
        >
          <Content name={name} state={state} isRenewal={isRenewal} onDone={() => done(name)} />
        </Step>
      ))}
    </Stack>
  )
}

export interface SetupProps {
  /** To be opened; the next that is not done, unless said. */
  readonly step?: StepName
  /** The admin came to enter a new client secret. */
  readonly isRenewal: boolean
}

export const Setup = (props: SetupProps) => {
  const site = useSite()
  return <Asked query={site}>{(state) => <Steps state={state} {...props} />}</Asked>
}
