/** What the app says of what was typed: at the fields that are shown, and what none of them can say. */
import { AskError } from "./AskError.ts"

export interface FieldErrors {
  readonly fields: { readonly [field: string]: string }
  readonly rest: AskError | null
}

export const fieldErrors = (error: AskError | null, shown: ReadonlyArray<string>): FieldErrors => {
  if (error?.reply._tag !== "InvalidInput") return { fields: {}, rest: error }
  const all = Object.entries(error.reply.fields)
  const fields = Object.fromEntries(all.filter(([field]) => shown.includes(field)))
  const others = Object.fromEntries(all.filter(([field]) => !shown.includes(field)))
  const isToldByFields = all.length > 0 && Object.keys(others).length === 0
  return { fields, rest: isToldByFields ? null : new AskError({ _tag: "InvalidInput", fields: others }) }
}
