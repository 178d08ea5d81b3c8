/** What making parts of a schema has in common: finding them, choosing, and two attempts at once. */
import * as Effect from "effect/Effect"
import { AssetsError } from "../AssetsError.ts"
import type { Named } from "../AssetsPayload.ts"

export const byName = <A extends { readonly name: string }>(list: ReadonlyArray<A>, name: string): A | undefined =>
  list.find((one) => one.name === name)

export const byId = <A extends { readonly id: string }>(
  list: ReadonlyArray<A>,
  known: { readonly id: string } | undefined
): A | undefined => list.find((one) => one.id === known?.id)

/** The one with the first of these names that is there, else the first of all. */
export const bestOf = (list: Effect.Effect<ReadonlyArray<Named>, AssetsError>, names: ReadonlyArray<string>) =>
  Effect.flatMap(list, (present) => {
    const best = names.map((name) => byName(present, name)).find((one) => one !== undefined) ?? present[0]
    return best === undefined
      ? Effect.fail(new AssetsError({ operation: "set up the object schema", reason: { _tag: "InvalidResponse" } }))
      : Effect.succeed(best)
  })

/** Creates; when Assets refuses, for example because another attempt was faster, looks again. */
export const orElseFound = <A>(
  create: Effect.Effect<A, AssetsError>,
  lookAgain: Effect.Effect<A | undefined, AssetsError>
): Effect.Effect<A, AssetsError> =>
  Effect.catchReason(
    create,
    "AssetsError",
    "Rejected",
    (_, refused) =>
      Effect.flatMap(lookAgain, (found) => found === undefined ? Effect.fail(refused) : Effect.succeed(found))
  )
