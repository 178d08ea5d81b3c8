/** The parts of the benchmark. */
import * as Schema from "effect/Schema"

export const Part = Schema.Literals(["plain", "plan", "first", "later"])
export type Part = typeof Part.Type

export const decode = Schema.decodeUnknownEffect(Part)

export const parts: ReadonlyArray<Part> = Part.literals

export const labels: { readonly [part in Part]: string } = {
  plain: "plain JavaScript: parse, index, compare",
  plan: "plan alone, 1 % changed",
  first: "preview and apply, empty schema",
  later: "later preview, nothing changed"
}
