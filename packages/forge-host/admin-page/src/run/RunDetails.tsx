/** One run, from its beginning to its end: what it came to, what was changed, and what it took. */
import Heading from "@atlaskit/heading"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useSite } from "../api/Site.ts"
import { useFormat } from "../format/Format.tsx"
import { Asked } from "../frame/Asked.tsx"
import { BackHome } from "../frame/BackHome.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { RunChanges } from "./RunChanges.tsx"
import { RunConclusion } from "./RunConclusion.tsx"
import styles from "./RunDetails.module.css"
import { RunEffortPanel } from "./RunEffortPanel.tsx"
import { cancelledAs } from "./RunEnding.ts"
import { RunFacts } from "./RunFacts.tsx"
import { RunFindings } from "./RunFindings.tsx"
import { RunLozenge } from "./RunLozenge.tsx"
import { DoneNumbers, PlannedNumbers } from "./RunNumbers.tsx"
import { plannedChanges } from "./RunProgress.ts"
import { StoppedRun } from "./StoppedRun.tsx"
import { useRun } from "./useRun.ts"

const Title = ({ view: { plan, run } }: { readonly view: RunView }) => {
  const texts = useTexts()
  const format = useFormat()
  const { title } = texts.run
  const name = run.goal === "preview" ? title.preview : plan?.scope === "person" ? title.person : title.sync
  return (
    <Stack space="space.050">
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <Heading as="h2" size="medium">{name}</Heading>
        <span role="status" aria-label={texts.run.state}>
          <RunLozenge state={run.state} />
        </span>
      </Inline>
      <Text color="color.text.subtle">{format.dateTime(run.createdAt)}</Text>
    </Stack>
  )
}

/** What it did; of a preview, what a sync would do. While the guard holds it up, that stands above. */
const Numbers = ({ run }: { readonly run: Run }) => {
  const { blocked, done } = useTexts().run
  if (run.state === "blocked") return null
  if (run.goal === "preview") {
    return run.plan === null ? null : (
      <Panel title={blocked.wouldHappen}>
        <PlannedNumbers plan={run.plan} />
      </Panel>
    )
  }
  return run.plan === null || run.state === "planned"
    ? null
    : (
      <Panel title={isActive(run.state) ? done.soFar : done.title}>
        <DoneNumbers run={run} />
      </Panel>
    )
}

const Details = ({ view }: { readonly view: RunView }) => {
  const { run } = view
  // While it works they change too fast to be of use.
  const isOver = !isActive(run.state) && run.state !== "blocked"
  const hasChanges = run.goal !== "preview" && isOver && plannedChanges(run) > 0
  // One that is held up now says so above.
  const wasStopped = run.state !== "blocked" &&
    (view.approval !== null || (run.state === "cancelled" && cancelledAs(view) === "discarded"))
  const hasFindings = run.goal !== "preview" && isOver
  return (
    <Stack space="space.250">
      <Title view={view} />
      <RunConclusion view={view} />
      <Numbers run={run} />
      {wasStopped && <StoppedRun view={view} />}
      <div className={styles["beside"]}>
        <RunFacts run={run} />
        <RunEffortPanel view={view} />
      </div>
      {hasChanges && <RunChanges view={view} />}
      {hasFindings && view.plan !== null && <RunFindings run={run} plan={view.plan} />}
    </Stack>
  )
}

const NotKept = () => {
  const texts = useTexts()
  const format = useFormat()
  const days = useSite().data?.settings.retention.summaries
  return (
    <EmptyState
      as="h2"
      title={texts.run.notKept.title}
      {...(days !== undefined && { detail: texts.run.notKept.detail(texts.run.days(days, format)) })}
    />
  )
}

export const RunDetails = ({ runId }: { readonly runId: string }) => {
  const { run, view } = useRun(runId)
  const reply = view.error?.reply
  return (
    <Stack space="space.150">
      <BackHome />
      {reply?._tag === "Refused" && reply.reason === "run.NotFound"
        ? <NotKept />
        : (
          <Asked query={view} lines={14}>
            {(known) => <Details view={run === null ? known : { ...known, run }} />}
          </Asked>
        )}
    </Stack>
  )
}
