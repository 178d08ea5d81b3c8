/** A run that goes on only when somebody decides. Why it stopped, the banner on top of the page tells. */
import Button from "@atlaskit/button/new"
import { Inline } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { useAct } from "../../api/Queries.ts"
import { useReadOnly } from "../../api/useReadOnly.ts"
import { Failure } from "../../frame/Failure.tsx"
import { useNavigation } from "../../frame/Navigation.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { OpenRun } from "./OpenRun.tsx"

const Blocked = ({ run }: { readonly run: Run }) => {
  const { setup: { sync: { waits } } } = useTexts()
  const { go } = useNavigation()
  return (
    <Part title={waits.blocked} points={[waits.blockedDetail]}>
      <Inline>
        <Button appearance="primary" onClick={() => go({ view: "run", runId: run.id })}>{waits.decide}</Button>
      </Inline>
    </Part>
  )
}

const Interrupted = ({ run }: { readonly run: Run }) => {
  const { setup: { sync: { waits } } } = useTexts()
  const isReadOnly = useReadOnly()
  const { error, isPending, mutate } = useAct("resumeRun")
  return (
    <Part title={waits.interrupted} points={[waits.interruptedDetail]}>
      {error !== null && <Failure error={error} />}
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Button
          appearance="primary"
          isDisabled={isReadOnly}
          isLoading={isPending}
          onClick={() => mutate({ runId: run.id })}
        >
          {waits.resume}
        </Button>
        <OpenRun run={run} />
      </Inline>
    </Part>
  )
}

export const Waits = ({ run }: { readonly run: Run }) =>
  run.state === "blocked" ? <Blocked run={run} /> : <Interrupted run={run} />
