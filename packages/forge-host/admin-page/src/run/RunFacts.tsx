/** Whose run it is, when it was, and how long it took. */
import type { Run } from "@entra-assets/core/sync/Run"
import type { ReactNode } from "react"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { AccountName } from "../frame/AccountName.tsx"
import { Facts } from "../frame/Facts.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { durationOf } from "./RunProgress.ts"

export const RunFacts = ({ run }: { readonly run: Run }) => {
  const { about } = useTexts().run
  const format = useFormat()
  const now = useNow(10_000)
  const facts: ReadonlyArray<readonly [string, ReactNode]> = [
    [about.startedBy, run.trigger === "scheduled" ? about.schedule : <AccountName accountId={run.startedBy} />],
    [about.started, format.dateTime(run.createdAt)],
    [about.ended, run.endedAt === null ? about.notEnded : format.dateTime(run.endedAt)],
    [about.duration, format.duration(durationOf(run, now))],
    ...(run.slices === 0 ? [] : [[about.parts, about.part(run.slices, format)] as const]),
    [about.id, run.id]
  ]
  return (
    <Panel title={about.title}>
      <Facts facts={facts} />
    </Panel>
  )
}
