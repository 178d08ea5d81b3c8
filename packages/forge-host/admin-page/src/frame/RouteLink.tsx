/** Leads to another view. A frame of Forge has no addresses that could be opened elsewhere, so it is a button. */
import type { ReactNode } from "react"
import type { Route } from "../Route.ts"
import { useNavigation } from "./Navigation.tsx"
import { TextButton } from "./TextButton.tsx"

export interface RouteLinkProps {
  readonly to: Route
  /** Where the words alone do not say what it leads to. */
  readonly label?: string
  readonly children: ReactNode
}

export const RouteLink = ({ children, label, to }: RouteLinkProps) => {
  const { go } = useNavigation()
  return <TextButton isLink label={label} onClick={() => go(to)}>{children}</TextButton>
}
