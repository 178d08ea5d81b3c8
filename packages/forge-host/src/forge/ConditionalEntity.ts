/**
 * One record of a custom entity that changes only when it is still the one that was read. When Forge's answer does not
 * say whether a change took effect, the record does.
 */
import { Filter, FilterConditions, kvs } from "@forge/kvs"
import * as Effect from "effect/Effect"
import * as KvsCall from "./KvsCall.ts"

/** An attribute of an entity is never null. */
type Attributes<A> = { readonly [attribute in keyof A]: string | number | boolean }

export interface Options<A> {
  /** As the manifest declares it. */
  readonly entityName: string
  readonly key: string
  /** Attributes that together differ in any two states of the record. */
  readonly version: readonly [keyof A & string, ...Array<keyof A & string>]
}

export interface ConditionalEntity<A> {
  readonly read: Effect.Effect<A | undefined, KvsCall.KvsError>
  /** `false`, having changed nothing, when the record is no longer `before`. */
  readonly replace: (before: A | undefined, next: A) => Effect.Effect<boolean, KvsCall.KvsError>
  readonly remove: Effect.Effect<void, KvsCall.KvsError>
}

export const make = <A extends Attributes<A>>({ entityName, key, version }: Options<A>): ConditionalEntity<A> => {
  const read = KvsCall.call(() => kvs.entity<A>(entityName).get(key))

  const isSame = (one: A | undefined, other: A | undefined) =>
    one === undefined || other === undefined
      ? one === other
      : version.every((attribute) => one[attribute] === other[attribute])

  const [first, ...others] = version
  const unchanged = (before: A | undefined) =>
    before === undefined
      ? new Filter<A>().and(first, FilterConditions.notExists())
      : others.reduce(
        (filter, attribute) => filter.and(attribute, FilterConditions.equalTo(before[attribute])),
        new Filter<A>().and(first, FilterConditions.equalTo(before[first]))
      )

  return {
    read,
    remove: KvsCall.call(() => kvs.entity<A>(entityName).delete(key)),
    replace: Effect.fnUntraced(function*(before, next) {
      const written = yield* Effect.result(
        KvsCall.once(() => kvs.transact().set(key, next, { entityName, conditions: unchanged(before) }).execute())
      )
      if (written._tag === "Success") return true
      const now = yield* read
      if (isSame(now, next)) return true
      return isSame(now, before) ? yield* written.failure : false
    })
  }
}
