/** Leads to the first field of a form that is wrong. */
import { type RefObject, useCallback, useEffect, useRef } from "react"
import type { AskError } from "../api/AskError.ts"
import { leadTo } from "./Focus.ts"

/** `error`: why the app did not take what was sent; when that is a field, it is led there at once. */
export const useFirstWrong = (
  error: AskError | null
): { readonly form: RefObject<HTMLFormElement>; readonly toFirstWrong: () => void } => {
  const form = useRef<HTMLFormElement>(null)
  // Once the page has marked it.
  const toFirstWrong = useCallback(() => {
    requestAnimationFrame(() => leadTo(form.current?.querySelector<HTMLElement>(`[aria-invalid="true"]`)))
  }, [])
  useEffect(() => {
    if (error?.reply._tag === "InvalidInput") toFirstWrong()
  }, [error, toFirstWrong])
  return { form, toFirstWrong }
}
