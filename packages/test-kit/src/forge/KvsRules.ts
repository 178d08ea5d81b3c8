/**
 * What the key-value store takes: keys, sizes, depths and the attributes of entities, as Forge documents them
 * (limits of the key-value store and custom entity store).
 */
import * as Result from "effect/Result"
import type { Entity, ForgeManifest } from "../ForgeManifest.ts"
import type { KvsRefusal } from "./KvsRefusal.ts"
import { refuse } from "./KvsRefusal.ts"
import type { Space } from "./KvsRows.ts"

const keyPattern = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/
const longestKey = 500
const largestValue = 240 * 1024
const deepestValue = 31

export const bytes = (json: string): number => Buffer.byteLength(json)

type Checked<A> = Result.Result<A, KvsRefusal>

export const key = (key: string): Checked<string> =>
  keyPattern.test(key) && key.length <= longestKey
    ? Result.succeed(key)
    : refuse(400, "INVALID_KEY", `The key is not valid: at most ${longestKey} of a-z A-Z 0-9 : . _ - # and spaces`)

const depth = (value: unknown): number =>
  typeof value !== "object" || value === null
    ? 0
    : 1 + Object.values(value).reduce((deepest: number, inner: unknown) => Math.max(deepest, depth(inner)), 0)

/** The value as JSON, if it may be stored there. */
export const value = (manifest: ForgeManifest, space: Space, value: unknown): Checked<string> => {
  if (value === undefined || value === null) return refuse(400, "INVALID_VALUE", "There is no value")
  const json = JSON.stringify(value)
  if (bytes(json) > largestValue) {
    return refuse(413, "VALUE_TOO_LARGE", `The value has ${bytes(json)} bytes, more than ${largestValue}`)
  }
  if (depth(value) > deepestValue) {
    return refuse(400, "MAX_DEPTH", `The value is nested more than ${deepestValue} deep`)
  }
  if (!space.startsWith("entity:")) return Result.succeed(json)
  const name = space.slice("entity:".length)
  return Result.flatMap(entity(manifest, name), (entity) => {
    const wrong = wrongAttribute(entity, value)
    return wrong === undefined ? Result.succeed(json) : refuse(400, "INVALID_ENTITY_VALUE", `${name}: ${wrong}`)
  })
}

export const entity = ({ app }: ForgeManifest, name: string): Checked<Entity> => {
  const found = app.storage?.entities?.find((entity) => entity.name === name)
  return found === undefined
    ? refuse(400, "INVALID_ENTITY", `The manifest declares no entity ${name}`)
    : Result.succeed(found)
}

const wrongAttribute = ({ attributes }: Entity, value: unknown): string | undefined => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "the value is no object"
  for (const [name, given] of Object.entries(value)) {
    const type = attributes[name]?.type
    if (type === undefined) return `the attribute ${name} is not declared`
    if (!fits[type](given)) return `the attribute ${name} is no ${type}`
  }
  return undefined
}

const fits: Readonly<Record<Entity["attributes"][string]["type"], (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  float: (value) => typeof value === "number",
  // A 32-bit integer.
  integer: (value) => typeof value === "number" && Math.trunc(value) === value && Math.abs(value) < 2 ** 31
}

const unitSeconds = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 } as const
const longestLifeSeconds = 366 * 86_400

export interface Ttl {
  readonly unit: keyof typeof unitSeconds
  readonly value: number
}

export const ttlMillis = (ttl: Ttl | undefined): Checked<number | undefined> => {
  if (ttl === undefined) return Result.succeed(undefined)
  const seconds = ttl.value * unitSeconds[ttl.unit]
  return Number.isInteger(ttl.value) && seconds > 0 && seconds <= longestLifeSeconds
    ? Result.succeed(seconds * 1000)
    : refuse(400, "INVALID_TTL", "A value lives for a second at least and a year at most")
}
