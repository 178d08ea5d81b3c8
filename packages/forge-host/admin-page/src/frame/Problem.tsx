/** What is wrong with what was typed, as a note of its field. */
import StatusError from "@atlaskit/icon/core/status-error"
import styles from "./Problem.module.css"

export const Problem = ({ children }: { readonly children: string }) => (
  <div className={styles["problem"]}>
    <span className={styles["icon"]}>
      <StatusError label="" size="small" />
    </span>
    <span>{children}</span>
  </div>
)
