/**
 * What one read of one source returned, and what follows from somebody not being in it. A snapshot is complete or
 * partial in its type. `Gone` can only be made from a complete one together with the answer "not found" for that id,
 * so code that needs a `Gone` cannot be reached from a mere "not seen".
 */
import * as Schema from "effect/Schema"

/** Everything the source has. `readStartedAt` is in milliseconds since 1970. */
export interface Complete<A> {
  readonly _tag: "Complete"
  readonly values: ReadonlyArray<A>
  readonly readStartedAt: number
}

/** What came before the source failed; nothing follows from what is not in it. */
export interface Partial<A> {
  readonly _tag: "Partial"
  readonly values: ReadonlyArray<A>
  readonly readStartedAt: number
  /** Why the read ended early, in a sentence without personal data. */
  readonly reason: string
}

export type Snapshot<A> = Complete<A> | Partial<A>

/** The source's answer when asked for one id. */
export type Answer<Id, A> =
  | { readonly _tag: "Found"; readonly id: Id; readonly value: A }
  | NotFound<Id>
  | { readonly _tag: "Unknown"; readonly id: Id; readonly reason: string }

export interface NotFound<Id> {
  readonly _tag: "NotFound"
  readonly id: Id
}

/** The schema of an answer, so that it can be stored. */
export const answerOf = <Id extends Schema.Top, A extends Schema.Top>(id: Id, value: A) =>
  Schema.Union([
    Schema.TaggedStruct("Found", { id, value }),
    Schema.TaggedStruct("NotFound", { id }),
    Schema.TaggedStruct("Unknown", { id, reason: Schema.String })
  ])

const proof: unique symbol = Symbol("@entra-assets/core/model/Snapshot/proof")

/** Proof that the source no longer has this id. The key of its mark is private, so `proveGone` alone makes one. */
export interface Gone<Id> {
  readonly [proof]: true
  readonly id: Id
}

/** `snapshot` was read to its end without this id, and in this run the source answered "not found" for it. */
export const proveGone = <Id>(_snapshot: Complete<unknown>, answer: NotFound<Id>): Gone<Id> => ({
  [proof]: true,
  id: answer.id
})
