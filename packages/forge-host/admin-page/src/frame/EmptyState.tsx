/** What a view says when there is nothing to show. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { ReactNode } from "react"
import styles from "./EmptyState.module.css"

export interface EmptyStateProps {
  readonly title: string
  readonly detail?: string
  readonly action?: ReactNode
  /** Of the title; `h3`, inside a panel, unless said. */
  readonly as?: "h2" | "h3"
}

export const EmptyState = ({ action, as = "h3", detail, title }: EmptyStateProps) => (
  <div className={styles["empty"]}>
    <Stack space="space.100" alignInline="center">
      <Heading as={as} size="small">{title}</Heading>
      {detail !== undefined && <Text color="color.text.subtle" align="center">{detail}</Text>}
      {action}
    </Stack>
  </div>
)
