/** Names and what they are, as a list. */
import type { ReactNode } from "react"
import styles from "./Facts.module.css"

export interface FactsProps {
  readonly facts: ReadonlyArray<readonly [name: string, value: ReactNode]>
}

export const Facts = ({ facts }: FactsProps) => (
  <dl className={styles["facts"]}>
    {facts.map(([name, value]) => (
      <div key={name} className={styles["fact"]}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
