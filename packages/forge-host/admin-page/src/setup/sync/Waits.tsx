/** A run that goes on only when somebody decides. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { useAsk } from "../../api/Queries.ts"
import { useResume } from "../../api/Resumed.ts"
import { useReadOnly } from "../../api/useReadOnly.ts"
import { Asked } from "../../frame/Asked.tsx"
import { Failure } from "../../frame/Failure.tsx"
import { useNavigation } from "../../frame/Navigation.tsx"
import { StopReasons } from "../../plan/StopReasons.tsx"
import { ApproveRun } from "../../run/ApproveRun.tsx"
import { DiscardRun } from "../../run/DiscardRun.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { OpenRun } from "./OpenRun.tsx"

const Blocked = ({ run }: { readonly run: Run }) => {
  const { run: { blocked }, setup: { readOnly, sync: { plan: ofPlan, waits } } } = useTexts()
  const isReadOnly = useReadOnly()
  const { go } = useNavigation()
  const found = useAsk("run", { runId: run.id })
  return (
    <Part title={waits.blocked} points={[waits.blockedDetail]}>
      <Asked query={found} lines={4}>
        {({ plan }) => (
          <>
            {plan === null ? <Text>{blocked.noPlan}</Text> : <StopReasons as="h4" stops={plan.guard.stops} />}
            <Inline space="space.100" rowSpace="space.100" shouldWrap>
              {plan !== null && <ApproveRun run={run} plan={plan} />}
              {plan !== null && <Button onClick={() => go({ view: "plan", planId: plan.id })}>{ofPlan.review}</Button>}
              <DiscardRun run={run} />
            </Inline>
          </>
        )}
      </Asked>
      {isReadOnly && <Text color="color.text.subtle">{readOnly}</Text>}
    </Part>
  )
}

const Interrupted = ({ run }: { readonly run: Run }) => {
  const { resuming, setup: { sync: { waits } } } = useTexts()
  const isReadOnly = useReadOnly()
  const { error, isPending, isResumed, resume } = useResume(run)
  return (
    <Part title={waits.interrupted} points={[waits.interruptedDetail]}>
      {error !== null && <Failure error={error} />}
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Button
          appearance="primary"
          isDisabled={isReadOnly || isResumed}
          isLoading={isPending}
          onClick={resume}
        >
          {isResumed ? resuming : waits.resume}
        </Button>
        <OpenRun run={run} />
      </Inline>
    </Part>
  )
}

export const Waits = ({ run }: { readonly run: Run }) =>
  run.state === "blocked" ? <Blocked run={run} /> : <Interrupted run={run} />
