/** A part of a view, with a heading. */
import Heading from "@atlaskit/heading"
import { Inline, Stack } from "@atlaskit/primitives/compiled"
import { type ReactNode, useId } from "react"
import styles from "./Panel.module.css"

export interface PanelProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export const Panel = ({ actions, children, title }: PanelProps) => {
  const id = useId()
  return (
    <section className={styles["panel"]} aria-labelledby={id}>
      <Stack space="space.200">
        <Inline spread="space-between" alignBlock="center" space="space.100" shouldWrap>
          <Heading as="h2" size="small" id={id}>{title}</Heading>
          {actions}
        </Inline>
        {children}
      </Stack>
    </section>
  )
}
