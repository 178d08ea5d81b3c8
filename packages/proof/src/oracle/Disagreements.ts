/** Where the objects in Assets say something else than the oracle expects: one line each, with ids and no names. */
import type { AssetsObject } from "@entra-assets/test-kit/AssetsAdmin"
import { attributes, type Expected, type ExpectedRecord } from "./Oracle.ts"
import { entraIdOf, valueOf } from "./Truth.ts"

/** Empty when everything is as expected. `objects`: every object of the type Employee, as they are now. */
export const disagreements = (expected: Expected, objects: ReadonlyArray<AssetsObject>): ReadonlyArray<string> => {
  const byId = new Map(objects.map((object) => [object.id, object]))
  const known = new Set(expected.untouched.map(({ id }) => id))
  const left = expected.untouched.flatMap((before) =>
    sameValues(before, byId.get(before.id)) ? [] : [`object ${before.id} was not to be touched`]
  )
  const written = [...expected.records.values()].flatMap((record) => {
    const found = objects.filter((object) => !known.has(object.id) && entraIdOf(object) === record.entraId)
    for (const { id } of found) known.add(id)
    const [object, ...others] = found
    if (object === undefined) return [`${record.entraId}: has no record`]
    return [
      ...others.map(({ id }) => `${record.entraId}: has a second record, object ${id}`),
      ...(record.objectId === null || record.objectId === object.id ? [] : [`${record.entraId}: is another object`]),
      ...wrongValues(record, object, byId)
    ]
  })
  const unexpected = objects.flatMap(({ id }) => known.has(id) ? [] : [`object ${id} was not expected`])
  return [...left, ...written, ...unexpected]
}

const sameValues = (before: AssetsObject, now: AssetsObject | undefined): boolean =>
  now !== undefined && JSON.stringify(before.values) === JSON.stringify(now.values)

const wrongValues = (
  record: ExpectedRecord,
  object: AssetsObject,
  byId: ReadonlyMap<string, AssetsObject>
): ReadonlyArray<string> => {
  const wrong: Array<string> = attributes.filter((attribute) => {
    const [now, wanted] = [valueOf(object, attribute), record.values[attribute]].map(plain)
    return now !== wanted && !(attribute === "Name" && now === plain(withoutReserved(wanted ?? "")))
  })
  if (!linksTo(record, object, byId)) wrong.push("Manager")
  return wrong.map((attribute) => `${record.entraId}: ${attribute} of object ${object.id} is wrong`)
}

const linksTo = (
  { manager }: ExpectedRecord,
  object: AssetsObject,
  byId: ReadonlyMap<string, AssetsObject>
): boolean => {
  // The link to an object that was deleted shows no value.
  const now = byId.get(valueOf(object, "Manager") ?? "")
  if (manager === null) return now === undefined
  return "entraId" in manager
    ? now !== undefined && entraIdOf(now) === manager.entraId
    : now?.id === byId.get(manager.objectId)?.id
}

/** Assets may trim a text or collapse its spaces. */
const plain = (text: string | null): string => (text ?? "").trim().replaceAll(/\s+/gu, " ")

/** What a Name may say where a site refuses these characters. */
const withoutReserved = (name: string): string => name.replaceAll(/[=;:?."]/gu, " ")
