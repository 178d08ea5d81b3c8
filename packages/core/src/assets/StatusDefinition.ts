/**
 * The type of the object that shows how the sync stands, as data: its attributes, the ids that a site gave them, and
 * what an object of it says. Attribute types: Assets Cloud REST API, `ObjectTypeAttributeCreate`.
 */
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import type { SyncStatus } from "../model/SyncStatus.ts"
import type { ObjectEntry, ObjectIn, ObjectTypeAttribute, ObjectTypeAttributeIn } from "./AssetsPayload.ts"

export const statusTypeDefinition = {
  name: "Sync status",
  description: "How the sync with Microsoft Entra ID stands. One object, written by the sync when that changes."
} as const

/** What the one object is called. */
export const statusName = "Sync status"

/** Icons of the type, the best first; a site without them gives its first one. */
export const statusIconNames: ReadonlyArray<string> = ["Heartbeat", "Info", "Gear"]

type Key = keyof SyncStatus

interface Definition {
  readonly name: string
  readonly description: string
  readonly defaultTypeId: number
}

const text = 0
const date = 4
const dateTime = 6

const definitions: { readonly [key in Key]: Definition } = {
  lastSuccess: {
    name: "Last success",
    description: "When a sync of everybody last succeeded.",
    defaultTypeId: dateTime
  },
  outcome: {
    name: "Outcome",
    description: "Of the last sync: Succeeded, Needs approval or Failed.",
    defaultTypeId: text
  },
  reason: { name: "Reason", description: "Why it came to that, and what to do.", defaultTypeId: text },
  secretExpiresOn: {
    name: "Secret expires on",
    description: "The day on which the client secret ends, where the settings say.",
    defaultTypeId: date
  }
}

export const statusKeys: ReadonlyArray<Key> = Struct.keys(definitions)

export const statusAttributeName = (key: Key): string => definitions[key].name

/** The body that makes the attribute. */
export const statusAttributeIn = (key: Key): ObjectTypeAttributeIn => ({ type: 0, ...definitions[key] })

export const hasStatusType = (key: Key, { defaultType, type }: ObjectTypeAttribute): boolean =>
  type === 0 && (defaultType?.id ?? definitions[key].defaultTypeId) === definitions[key].defaultTypeId

/** What a site gave the type and its attributes. */
export const StatusIds = Schema.Struct({
  workspaceId: Schema.String,
  schemaId: Schema.String,
  objectTypeId: Schema.String,
  /** The label. */
  name: Schema.String,
  attributes: Schema.Struct(Record.map(definitions, () => Schema.String))
})
export type StatusIds = typeof StatusIds.Type

const minute = 60_000

/** Whole minutes, for an Assets that keeps no seconds. */
const wholeMinutes = (millis: number) => Math.floor(millis / minute) * minute

/** As it is sent. */
const written: { readonly [key in Key]: (status: SyncStatus) => string | null } = {
  lastSuccess: ({ lastSuccess }) => lastSuccess === null ? null : new Date(wholeMinutes(lastSuccess)).toISOString(),
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason,
  secretExpiresOn: ({ secretExpiresOn }) => secretExpiresOn
}

/** Two values that say the same have one form. */
const form: { readonly [key in Key]: (value: string) => string | number } = {
  lastSuccess: (value) => wholeMinutes(Date.parse(value)),
  outcome: (value) => value.trim(),
  reason: (value) => value.trim().replaceAll(/\s+/gu, " "),
  secretExpiresOn: (value) => value.slice(0, 10)
}

/** The attributes of the object that do not say what the status does. */
export const differing = (ids: StatusIds, entry: ObjectEntry, status: SyncStatus): ReadonlyArray<Key> =>
  statusKeys.filter((key) => {
    const attribute = entry.attributes.find((one) => one.objectTypeAttributeId === ids.attributes[key])
    const shown = attribute?.objectAttributeValues[0]?.value
    const wanted = written[key](status)
    if (typeof shown !== "string" || shown === "") return wanted !== null
    return wanted === null || form[key](shown) !== form[key](wanted)
  })

/** What a write of `after` would change where `before` was written. */
export const changed = (before: SyncStatus, after: SyncStatus): ReadonlyArray<Key> =>
  statusKeys.filter((key) => written[key](before) !== written[key](after))

/** The body of a write of these attributes, and of the object's name when it is new. */
export const statusObjectIn = (
  ids: StatusIds,
  status: SyncStatus,
  keys: ReadonlyArray<Key>,
  { isNew }: { readonly isNew: boolean }
): ObjectIn => {
  const attribute = (objectTypeAttributeId: string, value: string | null) => ({
    objectTypeAttributeId,
    objectAttributeValues: value === null ? [] : [{ value }]
  })
  const values = keys.flatMap((key) => {
    const value = written[key](status)
    // A new object has nothing to clear.
    return isNew && value === null ? [] : [attribute(ids.attributes[key], value)]
  })
  return { objectTypeId: ids.objectTypeId, attributes: isNew ? [attribute(ids.name, statusName), ...values] : values }
}
