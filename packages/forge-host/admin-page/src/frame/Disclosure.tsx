/** What only some want to read, behind a line that opens it. */
import { type ReactNode, useEffect, useState } from "react"
import styles from "./Disclosure.module.css"

export interface DisclosureProps {
  readonly title: string
  /** To begin with, and whenever it changes. */
  readonly isOpen?: boolean
  readonly children: ReactNode
}

export const Disclosure = ({ children, isOpen = false, title }: DisclosureProps) => {
  const [opened, setOpened] = useState(isOpen)
  useEffect(() => setOpened(isOpen), [isOpen])
  return (
    <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className={styles["summary"]}>{title}</summary>
      <div className={styles["content"]}>{children}</div>
    </details>
  )
}
