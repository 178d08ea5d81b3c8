/** A button that looks like a link, for use within text and tables. */
import type { ReactNode } from "react"
import styles from "./TextButton.module.css"

export interface TextButtonProps {
  readonly onClick: () => void
  /** Where it leads to another view. */
  readonly isLink?: boolean
  readonly isDisabled?: boolean
  /** Where the words alone do not say what it does. */
  readonly label?: string | undefined
  readonly children: ReactNode
}

export const TextButton = ({ children, isDisabled = false, isLink = false, label, onClick }: TextButtonProps) => (
  <button
    type="button"
    {...(isLink && { role: "link" })}
    className={styles["text"]}
    aria-label={label}
    disabled={isDisabled}
    onClick={onClick}
  >
    {children}
  </button>
)
