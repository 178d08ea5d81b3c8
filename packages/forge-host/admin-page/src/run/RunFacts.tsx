/** Whose run it is, when it was, and how long it worked. */
import type { Run } from "@entra-assets/core/sync/Run"
import type { ReactNode } from "react"
import { useFormat } from "../format/Format.tsx"
import { AccountName } from "../frame/AccountName.tsx"
import { Facts } from "../frame/Facts.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { timeWorked } from "./RunProgress.ts"

export const RunFacts = ({ run }: { readonly run: Run }) => {
  const { about } = useTexts().run
  const format = useFormat()
  const facts: ReadonlyArray<readonly [string, ReactNode]> = [
    [about.startedBy, run.trigger === "scheduled" ? about.schedule : <AccountName accountId={run.startedBy} />],
    [about.started, format.dateTime(run.createdAt)],
    [about.ended, run.endedAt === null ? about.notEnded : format.dateTime(run.endedAt)],
    [about.worked, format.duration(timeWorked(run))],
    ...(run.slices < 2 ? [] : [[about.parts, about.part(format.number(run.slices))] as const]),
    [about.id, run.id]
  ]
  return (
    <Panel title={about.title}>
      <Facts facts={facts} />
    </Panel>
  )
}
