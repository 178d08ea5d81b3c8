/** Leads to another view. A frame of Forge has no addresses that could be opened elsewhere, so it is a button. */
import type { ReactNode } from "react"
import type { Route } from "../Route.ts"
import { useNavigation } from "./Navigation.tsx"
import styles from "./RouteLink.module.css"

export interface RouteLinkProps {
  readonly to: Route
  /** Where the words alone do not say what they lead to. */
  readonly label?: string
  readonly children: ReactNode
}

export const RouteLink = ({ children, label, to }: RouteLinkProps) => {
  const { go } = useNavigation()
  return (
    <button type="button" role="link" className={styles["link"]} aria-label={label} onClick={() => go(to)}>
      {children}
    </button>
  )
}
