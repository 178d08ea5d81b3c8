/** What a view says when there is nothing to show. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { ReactNode } from "react"
import styles from "./EmptyState.module.css"

export interface EmptyStateProps {
  readonly title: string
  readonly detail?: string
  readonly action?: ReactNode
}

export const EmptyState = ({ action, detail, title }: EmptyStateProps) => (
  <div className={styles["empty"]}>
    <Stack space="space.100" alignInline="center">
      <Heading as="h3" size="small">{title}</Heading>
      {detail !== undefined && <Text color="color.text.subtle" align="center">{detail}</Text>}
      {action}
    </Stack>
  </div>
)
