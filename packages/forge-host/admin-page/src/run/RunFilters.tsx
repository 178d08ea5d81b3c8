/** Which changes of a run are shown: of one kind, or with one outcome. */
import type { Run } from "@entra-assets/core/sync/Run"
import { Choice } from "../frame/Choice.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { type Fate, fateCounts, fates, type Filter, type Kind, kindCounts, kinds } from "./RunEntries.ts"
import styles from "./RunFilters.module.css"

export interface RunFiltersProps {
  readonly run: Run
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
}

/** What there is none of cannot be chosen. */
export const RunFilters = ({ filter, onChange, run }: RunFiltersProps) => {
  const texts = useTexts()
  const { changes } = texts.run
  const ofKind = kindCounts(run)
  const ofFate = fateCounts(run)
  return (
    <div className={styles["filters"]}>
      <Choice<Kind>
        label={changes.kind}
        all={changes.anyKind}
        value={filter.kind}
        options={kinds.flatMap((kind) =>
          ofKind[kind] === 0 ? [] : [{ value: kind, name: texts.entryKind[kind], count: ofKind[kind] }]
        )}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <Choice<Fate>
        label={changes.fate}
        all={changes.anyFate}
        value={filter.fate}
        options={fates.flatMap((fate) =>
          ofFate[fate] === 0 ? [] : [{ value: fate, name: changes.fates[fate], count: ofFate[fate] }]
        )}
        onChange={(fate) => onChange({ ...filter, fate })}
      />
    </div>
  )
}
