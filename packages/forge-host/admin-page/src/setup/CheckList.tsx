/** What was looked at, one by one: how it went, and what to do where it did not go well. */
import Minus from "@atlaskit/icon/core/minus"
import StatusError from "@atlaskit/icon/core/status-error"
import StatusSuccess from "@atlaskit/icon/core/status-success"
import Spinner from "@atlaskit/spinner"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./CheckList.module.css"

export interface Check {
  readonly name: string
  readonly outcome: "ok" | "failed" | "skipped" | "pending"
  /** What was found; none while nobody knows. */
  readonly message: string | null
  readonly nextStep: string | null
}

const Icon = ({ outcome }: Pick<Check, "outcome">) => {
  const { setup: { outcome: labels } } = useTexts()
  switch (outcome) {
    case "ok":
      return <StatusSuccess label={labels.ok} />
    case "failed":
      return <StatusError label={labels.failed} />
    case "skipped":
      return <Minus label={labels.skipped} />
    case "pending":
      return <Spinner size="small" />
  }
}

export const CheckList = ({ checks }: { readonly checks: ReadonlyArray<Check> }) => (
  <ul className={styles["list"]}>
    {checks.map(({ message, name, nextStep, outcome }) => (
      <li key={name} className={styles["check"]}>
        <span className={`${styles["icon"]} ${styles[outcome]}`}>
          <Icon outcome={outcome} />
        </span>
        <div className={styles["text"]}>
          <p className={styles["name"]}>{name}</p>
          {message !== null && <p className={styles["message"]}>{message}</p>}
          {nextStep !== null && <p className={styles["nextStep"]}>{nextStep}</p>}
        </div>
      </li>
    ))}
  </ul>
)
