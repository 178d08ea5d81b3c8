/** Settings of one kind, under a heading. */
import Heading from "@atlaskit/heading"
import { Stack } from "@atlaskit/primitives/compiled"
import type { ReactNode } from "react"

export const FieldGroup = ({ children, title }: { readonly title: string; readonly children: ReactNode }) => (
  <Stack space="space.200">
    <Heading as="h3" size="xsmall">{title}</Heading>
    {children}
  </Stack>
)
