/**
 * Reads all records in parts, one part in each step, so that a read can go on in another process. A part is read and
 * proved complete by Assets' own count of it before the position moves past it, so nothing that was seen earlier has to
 * be remembered.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Employee } from "../../model/Employee.ts"
import { AssetsError } from "../AssetsError.ts"
import * as Parts from "./EntraIdParts.ts"

/** A part that was cut: how many records Assets counted in it, and how many its smaller parts had so far. */
const Cut = Schema.Struct({ counted: Schema.Int, read: Schema.Int })

export const Position = Schema.Struct({
  /** The part to read next. */
  part: Parts.Part,
  /** The parts that it was cut out of, the largest first. */
  cuts: Schema.Array(Cut)
})
export type Position = typeof Position.Type

export const start: Position = { part: { _tag: "Everyone" }, cuts: [] }

export interface Step {
  /** All that the part has; nothing when it was found to be empty or too large. */
  readonly employees: ReadonlyArray<Employee>
  /** `null` when everything is read. */
  readonly next: Position | null
}

export interface Options {
  readonly count: (part: Parts.Part) => Effect.Effect<number, AssetsError>
  readonly read: (part: Parts.Part) => Effect.Effect<ReadonlyArray<Employee>, AssetsError>
  /** Parts with more records are cut, where they can be. */
  readonly size: number
}

export const make = ({ count, read, size }: Options) => {
  /** Where to go on after a part with so many records. Of the parts that end with it, each is held against its count. */
  const after = Effect.fnUntraced(function*(
    part: Parts.Part,
    records: number,
    cuts: Position["cuts"]
  ): Effect.fn.Return<Position | null, AssetsError> {
    const cut = cuts.at(-1)
    if (cut === undefined) return null
    const outer = cuts.slice(0, -1)
    const total = cut.read + records
    const isWhole = total >= cut.counted
    const next = Parts.following(part)
    // The values that are no GUIDs are only looked for when the others do not add up.
    if (next !== null && !(next._tag === "Other" && isWhole)) {
      return { part: next, cuts: [...outer, { ...cut, read: total }] }
    }
    const whole = Parts.whole(part)
    if (!isWhole) {
      // Records may have been removed meanwhile.
      const counted = yield* count(whole)
      if (total < counted) return yield* incomplete(counted, total)
    }
    return yield* after(whole, total, outer)
  })

  return Effect.fnUntraced(function*({ cuts, part }: Position): Effect.fn.Return<Step, AssetsError> {
    const [first] = Parts.split(part)
    const divided = first === undefined
      ? null
      : (counted: number): Step => ({ employees: [], next: { part: first, cuts: [...cuts, { counted, read: 0 }] } })
    let counted = yield* count(part)
    // Nothing else would speak against a count that says of everyone that there is nobody.
    if (counted === 0 && part._tag !== "Everyone") return { employees: [], next: yield* after(part, 0, cuts) }
    if (counted > size && divided !== null) return divided(counted)
    // A record may have been made or removed between the count and the read, so it is tried twice.
    let found = 0
    for (const isLast of [false, true]) {
      const employees = yield* read(part)
      found = new Set(employees.map((employee) => employee.objectId)).size
      if (found >= counted) return { employees, next: yield* after(part, found, cuts) }
      if (!isLast) counted = yield* count(part)
    }
    // A query may return fewer than `size`.
    return found > 0 && divided !== null ? divided(counted) : yield* incomplete(counted, found)
  })
}

export const incomplete = (counted: number, read: number) =>
  new AssetsError({ operation: "read all records", reason: { _tag: "Incomplete", counted, read } })
