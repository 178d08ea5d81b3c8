/** Values of settings as they are shown. */
import { useFormat } from "../format/Format.tsx"
import { useTexts } from "../texts/useTexts.ts"
import type { FieldName } from "./Fields.ts"

/** With its unit: "5%", "500 people", "On". */
export const useShown = (): (field: FieldName, value: unknown) => string => {
  const { settings: { fields, no, units, yes } } = useTexts()
  const format = useFormat()
  return (field, value) => {
    const { unit } = fields[field]
    if (typeof value === "boolean") return value ? yes : no
    return typeof value === "number" && unit !== null ? units[unit].value(value, format) : String(value)
  }
}
