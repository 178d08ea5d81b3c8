/**
 * Stands for `react-scrolllock`, which Atlaskit's dialogs use and which injects a style element that the page's security
 * policy refuses: `Frame.css` keeps the page behind a dialog where it is. `vite.config.ts` puts it in its place.
 */
import type { ReactNode } from "react"

export default function ScrollLock() {
  return null
}

export const TouchScrollable = ({ children }: { readonly children: ReactNode }) => <>{children}</>
