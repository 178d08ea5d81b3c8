/**
 * An answer of Jira or Assets that is not a success, in the body that both use for errors:
 * `{ errorMessages: [...], errors: { ... } }`.
 */
import * as Data from "effect/Data"

export class AtlassianRefusal extends Data.TaggedError("AtlassianRefusal")<{
  readonly status: number
  readonly errorMessages: ReadonlyArray<string>
  readonly errors: Readonly<Record<string, string>>
}> {
  override get message(): string {
    return [...this.errorMessages, ...Object.entries(this.errors).map(([key, text]) => `${key}: ${text}`)].join("; ")
  }
}

export const refuse = (status: number, ...errorMessages: ReadonlyArray<string>): AtlassianRefusal =>
  new AtlassianRefusal({ status, errorMessages, errors: {} })

export const notFound = (what: string, id: string | number): AtlassianRefusal =>
  refuse(404, `${what} with id ${id} was not found`)
