/** What a plan amounts to: changes, what needs a look, and the room that it takes in Assets. */
import { Stack } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useFormat } from "../format/Format.tsx"
import { DownloadState, useDownload } from "../frame/Download.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { ExportButtons } from "./ExportButtons.tsx"
import { ObjectsBar } from "./ObjectsBar.tsx"
import { numbers, numbersOf } from "./PlanNumbers.ts"
import styles from "./PlanTotals.module.css"

export const PlanTotals = ({ plan }: { readonly plan: PlanHeader }) => {
  const texts = useTexts()
  const format = useFormat()
  const download = useDownload()
  const all = numbersOf(plan.counts)
  return (
    <Panel title={texts.plan.totals} actions={<ExportButtons plan={plan} download={download} />}>
      <Stack space="space.300">
        <DownloadState download={download} />
        <dl className={styles["totals"]}>
          {numbers.map((number) => {
            const [label, meaning] = texts.plan.counts[number]
            return (
              <div key={number} className={styles["total"]}>
                <dt className={styles["label"]}>{label}</dt>
                <dd className={all[number] === 0 ? styles["zero"] : styles["number"]}>{format.number(all[number])}</dd>
                <dd className={styles["meaning"]}>{meaning}</dd>
              </div>
            )
          })}
        </dl>
        <ObjectsBar objects={plan.objects} />
      </Stack>
    </Panel>
  )
}
