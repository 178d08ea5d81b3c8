/** Numbers, each with what it counts and what that means. */
import styles from "./CountList.module.css"

export interface CountListProps {
  readonly counts: ReadonlyArray<{ readonly key: string; readonly count: string; readonly text: CountText }>
}

export type CountText = readonly [name: string, meaning: string]

export const CountList = ({ counts }: CountListProps) => (
  <ul className={styles["counts"]}>
    {counts.map(({ count, key, text: [name, meaning] }) => (
      <li key={key} className={styles["count"]}>
        <span className={styles["number"]}>{count}</span>
        <span>
          <span className={styles["name"]}>{name}</span>
          <span className={styles["meaning"]}>{meaning}</span>
        </span>
      </li>
    ))}
  </ul>
)
