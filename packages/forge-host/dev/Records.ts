/** The Employee records of a simulated site, so that those of two histories can be compared. */
import type { AssetsObject } from "@entra-assets/test-kit/AssetsAdmin"
import type { SimulatedSite } from "./SimulatedSite.ts"

const entraIdOf = ({ values }: AssetsObject): string => String(values["Entra User ID"] ?? "")

/** By Entra User ID: what the record says, its manager by their Entra User ID too. Key and times are left out. */
export const records = ({ atlassian }: SimulatedSite): ReadonlyMap<string, string> => {
  const objects = atlassian.assets.objects("Employee")
  const byId = new Map(objects.map((object) => [object.id, entraIdOf(object)]))
  return new Map(objects.map((object) => {
    const { Key: _key, Created: _created, Updated: _updated, Manager, ...values } = object.values
    const manager = typeof Manager === "string" ? byId.get(Manager) ?? Manager : Manager
    return [entraIdOf(object), JSON.stringify({ ...values, manager }, Object.keys({ ...values, manager }).toSorted())]
  }))
}

/** How many records have the Entra User ID of another one. */
export const twice = ({ atlassian }: SimulatedSite): number => {
  const objects = atlassian.assets.objects("Employee")
  return objects.length - new Set(objects.map(entraIdOf)).size
}

/** Those that say something else, or are there in only one of the two. */
export const different = (
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>
): ReadonlyArray<string> =>
  [...new Set([...one.keys(), ...other.keys()])].filter((entraId) => one.get(entraId) !== other.get(entraId))
