/** A field of the set-up: its label, what is asked for, and what is wrong with what was typed. */
import { type ReactNode, useId } from "react"
import { Problem } from "../frame/Problem.tsx"
import styles from "./Field.module.css"

export interface FieldProps {
  readonly label: string
  readonly hint: string | null
  readonly problem: string | undefined
  /** The control, which has this id and is described by those. */
  readonly children: (id: string, describedBy: string) => ReactNode
}

export const Field = ({ children, hint, label, problem }: FieldProps) => {
  const id = useId()
  const notes = `${id}-notes`
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>{label}</label>
      {children(id, notes)}
      <div id={notes} className={styles["notes"]}>
        {problem === undefined
          ? hint !== null && <p className={styles["hint"]}>{hint}</p>
          : <Problem>{problem}</Problem>}
      </div>
    </div>
  )
}
