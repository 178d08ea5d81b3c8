/** The run that is under way, in short. */
import { Inline } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { toneOf } from "./RunWords.ts"

export const CurrentRun = ({ run }: { readonly run: Run }) => {
  const texts = useTexts()
  return (
    <div role="status">
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <StatusLozenge tone={toneOf(run.state)}>{texts.runState[run.state]}</StatusLozenge>
      </Inline>
    </div>
  )
}
