/**
 * Stands for `react-scrolllock`, which Atlaskit's dialogs use and which injects a style element that the page's security
 * policy refuses: while a dialog is open, the page behind it does not scroll. `vite.config.ts` puts it in its place.
 */
import { type ReactNode, useEffect } from "react"
import styles from "./ScrollLock.module.css"

const locked = styles["locked"] ?? ""

/** Dialogs may lie upon each other. */
let locks = 0

export default function ScrollLock() {
  useEffect(() => {
    locks++
    document.body.classList.add(locked)
    return () => {
      locks--
      if (locks === 0) document.body.classList.remove(locked)
    }
  }, [])
  return null
}

export const TouchScrollable = ({ children }: { readonly children: ReactNode }) => <>{children}</>
