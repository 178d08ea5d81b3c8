/** Who did what and when, and what it changed. */
import type { AuditEntry } from "@entra-assets/forge-host/app/AuditEntry"
import { useAccountName } from "../frame/AccountName.tsx"
import { RouteLink } from "../frame/RouteLink.tsx"
import styles from "./AuditLog.module.css"
import { changeInWords, deedInWords, routeOf, type Words } from "./AuditWords.ts"

export const AuditLine = ({ entry, words }: { readonly entry: AuditEntry; readonly words: Words }) => {
  const { format, texts: { settings: { audit, unknownAdmin } } } = words
  const who = useAccountName(entry.by) ?? unknownAdmin
  const route = routeOf(entry)
  return (
    <li className={styles["line"]}>
      <time className={styles["when"]} dateTime={new Date(entry.at).toISOString()}>{format.dateTime(entry.at)}</time>
      <span className={styles["who"]}>
        {who}
      </span>
      <div className={styles["what"]}>
        <p className={styles["deed"]}>{deedInWords(entry, words)}</p>
        {!entry.isDone && <p className={styles["open"]}>{audit.notKnown}</p>}
        {entry.changes.length > 0 && (
          <ul className={styles["changes"]}>
            {entry.changes.map((change) => <li key={change.field}>{changeInWords(change, words)}</li>)}
          </ul>
        )}
        {route !== null && <RouteLink to={route}>{audit.details}</RouteLink>}
      </div>
    </li>
  )
}
