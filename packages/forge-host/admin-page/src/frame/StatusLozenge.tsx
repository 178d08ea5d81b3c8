/** A word in colour. Atlaskit's lozenge injects a style element, which the page's security policy refuses. */
import type { ReactNode } from "react"
import styles from "./StatusLozenge.module.css"

export interface StatusLozengeProps {
  readonly tone: "neutral" | "success" | "danger" | "warning" | "information" | "discovery"
  readonly children: ReactNode
}

export const StatusLozenge = ({ children, tone }: StatusLozengeProps) => (
  <span className={`${styles["lozenge"]} ${styles[tone]}`}>{children}</span>
)
