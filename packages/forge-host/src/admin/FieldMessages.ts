/** What is wrong with typed settings, field by field, in the words of the page; the page checks with the same. */
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

/** What a schema expects, as a request to a person; every number among the settings is a whole one. */
const requests: ReadonlyArray<readonly [expected: RegExp, request: string]> = [
  [/^Expected boolean$/u, "Choose yes or no."],
  [/^Expected (?:number|an integer)$/u, "Enter a whole number."],
  [/^Expected a value greater than or equal to (.+)$/u, "Enter a whole number of at least $1."],
  [/^Expected a value (.+)$/u, "Enter a whole number $1."],
  [/^Expected object$/u, "This cannot be read. Load the page again."],
  [/^Expected no excess property$/u, "There is no such setting."]
]

const inPlainWords = (message: string) =>
  requests
    .reduce((text, [expected, request]) => text.replace(expected, request), message)
    .replaceAll(/\d+/gu, (digits) => Number(digits).toLocaleString("en-US"))

/** How a group of settings is read: all that is wrong is found at once. */
export const parseOptions = { errors: "all", onExcessProperty: "error" } as const

/** By field, such as `guard.group.size`. */
export const messages = (error: Schema.SchemaError): { readonly [field: string]: string } =>
  Object.fromEntries(
    issuesOf(error.issue).issues.map(({ message, path = [] }) => [path.map(String).join("."), inPlainWords(message)])
  )
