/** One run in a line: how it ended, when, and by whom. It leads to the run. */
import { Inline } from "@atlaskit/primitives/compiled"
import type { Run } from "@entra-assets/core/sync/Run"
import { useFormat } from "../format/Format.tsx"
import { useAccountName } from "../frame/AccountName.tsx"
import { RouteLink } from "../frame/RouteLink.tsx"
import { RunLozenge } from "../run/RunLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"

export const RunMention = ({ run }: { readonly run: Run | null }) => {
  const texts = useTexts()
  const format = useFormat()
  const name = useAccountName(run?.startedBy ?? null)
  if (run === null) return <>{texts.overview.none}</>
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <RunLozenge state={run.state} />
      <RouteLink to={{ view: "run", runId: run.id }}>{format.dateTime(run.createdAt)}</RouteLink>
      {run.trigger === "manual" && <span>{texts.overview.by(name ?? texts.somebody)}</span>}
    </Inline>
  )
}
