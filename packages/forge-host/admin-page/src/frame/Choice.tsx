/** One of several, with how many there are of each where that is known. Atlaskit's select injects styles, which the security policy refuses. */
import { useId } from "react"
import { useFormat } from "../format/Format.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./Choice.module.css"

export interface ChoiceProps<A extends string> {
  readonly label: string
  /** What it is called when none is chosen. */
  readonly all: string
  readonly options: ReadonlyArray<{ readonly value: A; readonly name: string; readonly count?: number }>
  readonly value: A | null
  readonly onChange: (value: A | null) => void
}

export function Choice<A extends string>({ all, label, onChange, options, value }: ChoiceProps<A>) {
  const id = useId()
  const format = useFormat()
  const texts = useTexts()
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
          <option key={option} value={option}>
            {count === undefined ? name : texts.option(name, format.number(count))}
          </option>
        ))}
      </select>
    </div>
  )
}
