/** A field of the set-up: its label, what is asked for, and what is wrong with what was typed. */
import StatusError from "@atlaskit/icon/core/status-error"
import { type ReactNode, useId } from "react"
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
        {problem === undefined ?
          hint !== null && <p className={styles["hint"]}>{hint}</p> :
          (
            <p className={styles["problem"]}>
              <StatusError label="" size="small" />
              <span>{problem}</span>
            </p>
          )}
      </div>
    </div>
  )
}
