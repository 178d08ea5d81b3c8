/** What a person has to know first: that a run is under way, waits for them, or went wrong; and what they can do. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useSite } from "../api/Site.ts"
import { useFormat } from "../format/Format.tsx"
import { useAccountName } from "../frame/AccountName.tsx"
import { failureOf, stepOf } from "../frame/BannerRules.ts"
import { Disclosure } from "../frame/Disclosure.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { BlockedRun } from "./BlockedRun.tsx"
import { InterruptedRun } from "./InterruptedRun.tsx"
import { LiveRun } from "./LiveRun.tsx"
import { cancelledAs } from "./RunEnding.ts"

/** Whoever connected the app before the run may not be who does now. */
const LostBy = ({ run }: { readonly run: Run }) => {
  const { run: texts } = useTexts()
  const connection = useSite().data?.settings.connection ?? null
  const name = useAccountName(
    connection !== null && connection.connectedAt <= run.createdAt ? connection.connectedBy : null
  )
  return <>{texts.lost(name ?? texts.connectingAdmin)}</>
}

/** Where the connection is why, the set-up is where it is mended. */
const FailedRun = ({ run }: { readonly run: Run }) => {
  const { failure } = run
  const trouble = failureOf(run)
  const step = stepOf(trouble)
  const texts = useTexts()
  const { go } = useNavigation()
  return failure === null ? null : (
    <SectionMessage appearance="error" title={texts.run.failed}>
      <Stack space="space.100" alignInline="start">
        <Text>{trouble._tag === "Reconnect" ? <LostBy run={run} /> : failure.message}</Text>
        <Text>{failure.nextStep}</Text>
        {step !== null && (
          <Button onClick={() => go({ view: "setup", step })}>
            {trouble._tag === "Reconnect" ? texts.run.reconnect : texts.run.openSetup}
          </Button>
        )}
        {failure.details !== undefined && (
          <Disclosure title={texts.run.failureDetails}>
            <Text color="color.text.subtle">{failure.details}</Text>
          </Disclosure>
        )}
      </Stack>
    </SectionMessage>
  )
}

/** A sync that came to its end may have left something undone. */
const PartlyDone = ({ run: { counts } }: { readonly run: Run }) => {
  const texts = useTexts()
  const format = useFormat()
  const { detail, title } = texts.run.partly
  const undone = counts.failed + counts.inDoubt
  return undone === 0 ? null : (
    <SectionMessage appearance="warning" title={title(texts.changes(undone, format))}>
      <Text>{detail}</Text>
    </SectionMessage>
  )
}

const CancelledRun = ({ view }: { readonly view: RunView }) => {
  const { cancelled } = useTexts().run
  const how = cancelledAs(view)
  const isDiscarded = how === "discarded"
  return (
    <SectionMessage appearance="information" title={isDiscarded ? cancelled.discarded : cancelled.title}>
      <Text>{isDiscarded ? cancelled.discardedDetail : cancelled[how]}</Text>
    </SectionMessage>
  )
}

const PreviewedRun = ({ view: { plan } }: { readonly view: RunView }) => {
  const texts = useTexts()
  const { go } = useNavigation()
  return plan === null ? null : (
    <SectionMessage appearance="success" title={texts.run.previewed.title}>
      <Stack space="space.100" alignInline="start">
        <Text>{texts.run.previewed.detail}</Text>
        <Button appearance="primary" onClick={() => go({ view: "plan", planId: plan.id })}>{texts.run.openPlan}</Button>
      </Stack>
    </SectionMessage>
  )
}

export const RunConclusion = ({ view }: { readonly view: RunView }) => {
  const texts = useTexts()
  const { run } = view
  if (isActive(run.state)) {
    return (
      <Panel title={texts.run.underWay}>
        <LiveRun run={run} />
      </Panel>
    )
  }
  switch (run.state) {
    case "blocked":
      return <BlockedRun view={view} />
    case "interrupted":
      return <InterruptedRun run={run} />
    case "failed":
      return <FailedRun run={run} />
    case "cancelled":
      return <CancelledRun view={view} />
    default:
      return run.goal === "preview" ? <PreviewedRun view={view} /> : <PartlyDone run={run} />
  }
}
