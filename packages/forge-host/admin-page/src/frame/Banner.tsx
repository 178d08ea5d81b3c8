/** One notice: what is the matter, and the next step. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { ReactNode } from "react"

export interface BannerProps {
  readonly appearance: "information" | "warning" | "error"
  readonly title: string
  readonly details: ReadonlyArray<ReactNode>
  /** Buttons and links. */
  readonly actions?: ReactNode
  /** Below the actions, such as why one of them did not work. */
  readonly children?: ReactNode
}

export const Banner = ({ actions, appearance, children, details, title }: BannerProps) => (
  <SectionMessage appearance={appearance} title={title}>
    <Stack space="space.100">
      <Stack space="space.050">
        {details.map((detail, index) => <Text key={index}>{detail}</Text>)}
      </Stack>
      {actions !== undefined && <Inline space="space.150" alignBlock="center" shouldWrap>{actions}</Inline>}
      {children}
    </Stack>
  </SectionMessage>
)
