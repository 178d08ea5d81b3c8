/** For screen readers only. */
import type { ReactNode } from "react"
import styles from "./Spoken.module.css"

export const Spoken = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles["spoken"]}>{children}</span>
)
