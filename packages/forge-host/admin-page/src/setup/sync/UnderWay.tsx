/** The run that is under way, live. */
import { Inline } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { LiveRun } from "../../run/LiveRun.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { OpenRun } from "./OpenRun.tsx"

export const UnderWay = ({ run }: { readonly run: Run }) => {
  const { setup: { sync: { underWay } } } = useTexts()
  return (
    <Part title={underWay[run.goal]}>
      <LiveRun run={run} />
      <Inline>
        <OpenRun run={run} />
      </Inline>
    </Part>
  )
}
