/** Which changes of a run are shown: of one kind, or with one outcome. */
import type { Run } from "@entra-assets/core/sync/Run"
import { useId } from "react"
import { useFormat } from "../format/Format.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { type Fate, fateCounts, fates, type Filter, type Kind, kindCounts, kinds } from "./RunEntries.ts"
import styles from "./RunFilters.module.css"

interface ChoiceProps<A extends string> {
  readonly label: string
  readonly all: string
  readonly options: ReadonlyArray<{ readonly value: A; readonly name: string; readonly count: number }>
  readonly value: A | null
  readonly onChange: (value: A | null) => void
}

function Choice<A extends string>({ all, label, onChange, options, value }: ChoiceProps<A>) {
  const id = useId()
  const format = useFormat()
  const { changes } = useTexts().run
  return (
    <div className={styles["choice"]}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ""}
        onChange={({ currentTarget }) =>
          onChange(options.find((option) => option.value === currentTarget.value)?.value ?? null)}
      >
        <option value="">{all}</option>
        {options.map(({ count, name, value: option }) => (
          <option key={option} value={option}>{changes.option(name, format.number(count))}</option>
        ))}
      </select>
    </div>
  )
}

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
