/** A part of a step, in the order in which they are done. */
import Heading from "@atlaskit/heading"
import type { ReactNode } from "react"
import styles from "./Part.module.css"

/** What stands between two pairs of stars is what the admin reads in the portal, too. */
const Marked = ({ text }: { readonly text: string }) => (
  <>
    {text.split("**").map((part, index) => index % 2 === 1 ? <strong key={part}>{part}</strong> : part)}
  </>
)

export interface PartProps {
  readonly title: string
  /** What to do, in short sentences. */
  readonly points?: ReadonlyArray<string>
  /** What it takes for that. */
  readonly before?: ReactNode
  readonly children?: ReactNode
}

export const Part = ({ before, children, points = [], title }: PartProps) => (
  <div className={styles["part"]}>
    <Heading as="h3" size="xsmall">{title}</Heading>
    {before}
    {points.length === 1 && points.map((point) => (
      <p key={point} className={styles["point"]}>
        <Marked text={point} />
      </p>
    ))}
    {points.length > 1 && (
      <ol className={styles["points"]}>
        {points.map((point) => (
          <li key={point}>
            <Marked text={point} />
          </li>
        ))}
      </ol>
    )}
    {children}
  </div>
)
