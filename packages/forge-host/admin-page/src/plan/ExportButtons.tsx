/** The whole plan as a file. */
import Button from "@atlaskit/button/new"
import { Inline } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { ask } from "../api/Ask.ts"
import type { Download } from "../frame/Download.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { seenOf } from "./Seen.ts"

const mediaTypes = { csv: "text/csv;charset=utf-8", json: "application/json" } as const

type FileFormat = keyof typeof mediaTypes

/** Of all that is to be read, how much has been when this part is the next; JSON goes through the pages twice. */
const shareBefore = (format: FileFormat, { pages }: PlanHeader, part: number): number =>
  format === "csv" ? part / pages : Math.floor(part / 2) / (2 * pages)

export interface ExportButtonsProps {
  readonly plan: PlanHeader
  readonly download: Download
}

export const ExportButtons = ({ download, plan }: ExportButtonsProps) => {
  const { plan: texts } = useTexts()
  const save = (format: FileFormat) =>
    download.start({
      fileName: `entra-sync-preview-${new Date(plan.createdAt).toISOString().slice(0, 10)}.${format}`,
      mediaType: mediaTypes[format],
      first: 0,
      part: (page: number) => ask("exportPlan", { ...seenOf(plan), format, page }),
      shareBefore: (page: number) => shareBefore(format, plan, page)
    })
  return (
    <Inline space="space.100" shouldWrap>
      <Button spacing="compact" isDisabled={download.isBusy} onClick={() => save("csv")}>{texts.csv}</Button>
      <Button spacing="compact" isDisabled={download.isBusy} onClick={() => save("json")}>{texts.json}</Button>
    </Inline>
  )
}
