/** One step of the set-up: whether it is done, and what belongs to it, which can be opened and closed. */
import CheckMark from "@atlaskit/icon/core/check-mark"
import ChevronDown from "@atlaskit/icon/core/chevron-down"
import ChevronUp from "@atlaskit/icon/core/chevron-up"
import { type ReactNode, type Ref, useId } from "react"
import { useFormat } from "../format/Format.tsx"
import { Spoken } from "../frame/Spoken.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./Step.module.css"

const tones = { done: "success", next: "information", toDo: "neutral", attention: "warning" } as const

export interface StepProps {
  readonly number: number
  readonly title: string
  /** `attention`: it is done, and does not hold any more. */
  readonly status: "done" | "next" | "toDo" | "attention"
  /** A sentence on what it does, or has done. */
  readonly summary: ReactNode
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly headerRef: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

export const Step = ({ children, headerRef, isOpen, number, onToggle, status, summary, title }: StepProps) => {
  const { setup: texts } = useTexts()
  const format = useFormat()
  const id = useId()
  const label = texts.step(format.number(number), title)
  return (
    <section className={styles["step"]} aria-label={label}>
      <div className={styles["header"]}>
        <span className={`${styles["number"]} ${styles[status]}`} aria-hidden="true">
          {status === "done" ? <CheckMark label="" /> : format.number(number)}
        </span>
        <div className={styles["head"]}>
          <h2 className={styles["heading"]}>
            <button
              ref={headerRef}
              type="button"
              className={styles["toggle"]}
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={onToggle}
            >
              <span className={styles["title"]}>
                <Spoken>{texts.step(format.number(number), "")}</Spoken>
                {title}
              </span>
              <StatusLozenge tone={tones[status]}>{texts[status]}</StatusLozenge>
              <span className={styles["chevron"]}>
                {isOpen ? <ChevronUp label="" /> : <ChevronDown label="" />}
              </span>
            </button>
          </h2>
          <p className={styles["summary"]}>{summary}</p>
        </div>
      </div>
      <div id={id} className={styles["body"]} hidden={!isOpen}>{isOpen && children}</div>
    </section>
  )
}
