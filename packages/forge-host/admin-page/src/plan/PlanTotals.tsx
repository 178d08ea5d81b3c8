/** What a plan amounts to: changes, what needs a look, and the room that it takes in Assets. */
import { Stack } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useFormat } from "../format/Format.tsx"
import { DownloadState, useDownload } from "../frame/Download.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { ExportButtons } from "./ExportButtons.tsx"
import { ObjectsBar } from "./ObjectsBar.tsx"
import styles from "./PlanTotals.module.css"
import { findingsOf } from "./Standing.ts"

const names = [
  "create",
  "update",
  "inactivate",
  "reactivate",
  "unchanged",
  "unmatched",
  "managers",
  "warnings"
] as const

export const PlanTotals = ({ plan }: { readonly plan: PlanHeader }) => {
  const texts = useTexts()
  const format = useFormat()
  const download = useDownload()
  const { counts, objects } = plan
  const { findings } = counts
  const numbers: { readonly [name in (typeof names)[number]]: number } = {
    ...counts,
    unmatched: (findings.unmatched_account ?? 0) + (findings.hidden_email ?? 0) + (findings.ambiguous_match ?? 0),
    managers: findings.missing_manager ?? 0,
    warnings: findingsOf(counts)
  }
  return (
    <Panel title={texts.plan.totals} actions={<ExportButtons plan={plan} download={download} />}>
      <Stack space="space.300">
        <DownloadState download={download} />
        <dl className={styles["totals"]}>
          {names.map((name) => {
            const [label, meaning] = texts.plan.counts[name]
            return (
              <div key={name} className={styles["total"]}>
                <dt className={styles["label"]}>{label}</dt>
                <dd className={numbers[name] === 0 ? styles["zero"] : styles["number"]}>
                  {format.number(numbers[name])}
                </dd>
                <dd className={styles["meaning"]}>{meaning}</dd>
              </div>
            )
          })}
        </dl>
        <ObjectsBar objects={objects} />
      </Stack>
    </Panel>
  )
}
