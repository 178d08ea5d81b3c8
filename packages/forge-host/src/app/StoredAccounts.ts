/**
 * The account ids in what the app has stored: found by the names of the fields that hold them, in every value, so that no
 * place is forgotten. And what becomes of a value when an account in it was closed.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** Fields of stored values that hold an account id, or a list of them. */
const fields: ReadonlySet<string> = new Set([
  "accountId",
  "accountIds",
  "atlassianAccountId",
  "by",
  "connectedBy",
  "jiraUser",
  "managerAtlassianAccountId",
  "startedBy"
])

const parse = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

/** Also those that an answer about an account is tagged with: `{ _tag: "Account", answer: { id } }`. */
const isAccountAnswer = (value: object): value is { readonly answer: object } =>
  "_tag" in value && value._tag === "Account" && "answer" in value && typeof value.answer === "object" &&
  value.answer !== null

/** How core notes that an account was not found: `{ key: "Account <id>", runs }`. */
const absencePrefix = "Account "

/** One attribute of a record, before → after. */
const isChange = (value: object): value is { readonly before: unknown; readonly after: unknown } =>
  "field" in value && typeof value.field === "string" && fields.has(value.field) && "before" in value &&
  "after" in value

const texts = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((each) => typeof each === "string") : []

function* within(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return
  if (isAccountAnswer(value) && "id" in value.answer) yield* texts(value.answer.id)
  if (isChange(value)) yield* [...texts(value.before), ...texts(value.after)]
  for (const [name, inner] of Object.entries(value)) {
    if (fields.has(name)) yield* texts(inner)
    if (name === "key" && typeof inner === "string" && inner.startsWith(absencePrefix)) {
      yield inner.slice(absencePrefix.length)
    }
    yield* within(inner)
  }
}

/** Each id once; none in a text that is no JSON. */
export const accountIdsIn = (text: string): ReadonlySet<string> =>
  Option.match(parse(text), { onNone: () => new Set(), onSome: (value) => new Set(within(value)) })

/** What stands in a text in the place of an account that was closed. */
const someone = "(a closed account)"

/** Who was there is no longer told: `null` where a person is named, nothing in a list, and no id within a text. */
export const withoutAccounts = (text: string, closed: ReadonlySet<string>): string => {
  const forget = (name: string, value: unknown): unknown => {
    if (fields.has(name) && Array.isArray(value)) return value.filter((each) => !closed.has(each))
    if (typeof value !== "string") return value
    if (fields.has(name) && closed.has(value)) return null
    return Array.from(closed).reduce((text, id) => text.replaceAll(id, someone), value)
  }
  return Option.match(parse(text), {
    onNone: () => text,
    onSome: (value) => JSON.stringify(value, forget)
  })
}
