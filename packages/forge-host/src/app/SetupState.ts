/** What a site holds, told from what the callers see of it. */
import * as Aql from "@entra-assets/core/assets/Aql"
import { AssetsObjectClient } from "@entra-assets/core/assets/AssetsObjectClient"
import { schemaDefinition } from "@entra-assets/core/assets/DirectoryDefinition"
import type { Damage, Inspection } from "@entra-assets/core/assets/DirectorySchema"
import * as Effect from "effect/Effect"
import { as, candidates, type Look, type NetworkOf, type Refusal, refusalOf } from "./SetupCallers.ts"
import type { AssetsState } from "./SetupReport.ts"

type Countable = Extract<Inspection, { readonly _tag: "Ours" | "Adoptable" }>

const count = Effect.fnUntraced(function*({ entraUserId, objectTypeId, workspaceId }: Countable) {
  const client = yield* AssetsObjectClient
  const ofType = Aql.objectTypeId(objectTypeId)
  const records = yield* client.count(workspaceId, ofType)
  const unbound = entraUserId === null
    ? records
    : yield* client.count(workspaceId, Aql.and(ofType, Aql.isEmpty(entraUserId.name)))
  // Somebody may edit between the two questions.
  return { records, bound: Math.max(0, records - unbound) }
})

/** The states in which nothing can be set up, each with its words. */
export type Obstacle = Extract<AssetsState, { readonly nextStep: string }>

export const isObstacle = (state: AssetsState): state is Obstacle => "nextStep" in state

export const foreign = (name: string | null): Obstacle => {
  const { objectSchemaKey: key } = schemaDefinition
  return {
    _tag: "Foreign",
    key,
    name,
    message: name === null
      ? `Assets does not give the key ${key} away: a schema that the app cannot see seems to have it.`
      : `The schema "${name}" has the key ${key}, and is not ours.`,
    nextStep: name === null
      ? `Ask an Assets admin which schema has the key ${key}. If it is Entra Directory, let them connect the app; if ` +
        "not, let them rename that key or remove the schema. Then try again."
      : `Rename the key of "${name}" in Assets, or remove that schema, and try again.`
  }
}

const verbs: { readonly [damage in Damage["damage"]]: string } = {
  removed: "was removed",
  bindingRemoved: "was removed or renamed, and it ties records to people",
  retyped: "has another type",
  notUnique: "is no longer unique"
}

/** Mended without a question: nothing is made and no record changes. */
export const isMendedAtOnce = (damages: ReadonlyArray<Damage>): boolean =>
  damages.every(({ damage }) => damage === "notUnique")

const damaged = (damages: ReadonlyArray<Damage>): AssetsState => {
  const binding = damages.find(({ damage }) => damage === "bindingRemoved")
  const retyped = damages.find(({ damage }) => damage === "retyped")
  const canBeMended = binding === undefined && retyped === undefined
  return {
    _tag: "Damaged",
    damages: damages.map(({ attribute, damage }) => ({ attribute, damage })),
    canBeMended,
    message: `In Assets, somebody has changed attributes of Employee: ${
      damages.map(({ attribute, damage }) => `"${attribute}" ${verbs[damage]}`).join("; ")
    }.`,
    nextStep: binding !== undefined
      ? `If "${binding.attribute}" was renamed, give it its name again. If it was removed, its values are gone: remove ` +
        "the type Employee in Assets and set up again; then every record is made anew."
      : retyped !== undefined
      ? `Give "${retyped.attribute}" its type again in Assets, and try again.`
      : "Let the setup mend it: removed attributes are made again, and the next run fills them."
  }
}

/** Of several, the one that says most to an admin: what keeps them out themselves. */
const commonRefusal = (looks: ReadonlyArray<Look>): Refusal => {
  const refusals = looks.flatMap((look) => look._tag === "Unseen" ? [refusalOf(look.caller, look.error)] : [])
  const refusal = refusals.find(({ missing }) => missing === "time") ?? refusals.at(-1)
  return refusal ?? { missing: "answer", message: "Nobody was asked.", nextStep: "Try again." }
}

const unavailable = (refusal: Refusal): AssetsState => ({ _tag: "Unavailable", ...refusal })

/** Counts records as the best of the callers. */
export const stateOf = Effect.fnUntraced(function*(
  looks: ReadonlyArray<Look>,
  networkOf: NetworkOf
): Effect.fn.Return<AssetsState> {
  const [best] = candidates(looks)
  if (best === undefined) return unavailable(commonRefusal(looks))
  const { caller, inspection } = best
  const held = (
    countable: Countable,
    state: (held: { readonly records: number; readonly bound: number }) => AssetsState
  ) =>
    as(caller, networkOf)(count(countable)).pipe(
      Effect.match({ onFailure: (error) => unavailable(refusalOf(caller, error)), onSuccess: state })
    )
  switch (inspection._tag) {
    case "Nothing":
      return { _tag: "Nothing" }
    case "Unfinished":
      return { _tag: "Begun" }
    case "Foreign":
      return foreign(inspection.name)
    case "Damaged":
      return damaged(inspection.damages)
    case "Ours":
      return yield* held(inspection, (held) => ({ _tag: "Ours", ...held }))
    case "Adoptable":
      return yield* held(inspection, (held) =>
        // Nothing could be lost: most likely a set-up that was cut off, or that goes on elsewhere right now.
        held.records === 0 ? { _tag: "Begun" } : { _tag: "Adoptable", ...held, missing: inspection.missing })
  }
})
