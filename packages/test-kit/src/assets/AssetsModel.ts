/**
 * The rows that a simulated Assets workspace keeps. They hold only what is true; `AssetsWire` builds the wire shapes
 * from them.
 */
/** The `type` numbers of object type attributes (official `ObjectTypeAttribute.type`). */
export const AttributeType = { default: 0, reference: 1, user: 2, group: 4, status: 7 } as const
export type AttributeType = (typeof AttributeType)[keyof typeof AttributeType]

/** The `defaultTypeId` names, by number from 0 (official `DefaultType`). */
export const defaultTypeNames = [
  "Text",
  "Integer",
  "Boolean",
  "Double",
  "Date",
  "Time",
  "DateTime",
  "Url",
  "Email",
  "Textarea",
  "Select",
  "IP Address"
] as const
export type DefaultTypeName = (typeof defaultTypeNames)[number]

export interface SchemaRow {
  readonly id: number
  readonly name: string
  readonly key: string
  readonly description: string | undefined
  readonly created: number
  readonly updated: number
}

/** One attribute of an object type. Replaced, never changed in place. */
export interface AttributeRow {
  readonly id: number
  readonly objectTypeId: number
  /** Where its values stand in `ObjectRow.values`; -1 for an attribute whose value is computed. */
  readonly slot: number
  /** The computed ones: Key, Created and Updated. */
  readonly system: "Key" | "Created" | "Updated" | null
  readonly name: string
  readonly description: string | undefined
  readonly label: boolean
  readonly type: AttributeType
  /** Only for `type` 0. */
  readonly defaultType: DefaultTypeName | undefined
  /** Only for references: the object type that values belong to. */
  readonly referencedTypeId: number | undefined
  /** Reference type id, or SHOW_PROFILE and HIDE_PROFILE for users. */
  readonly additionalValue: string | undefined
  readonly minimumCardinality: number
  /** -1 is unlimited. */
  readonly maximumCardinality: number
  readonly uniqueAttribute: boolean
  readonly regexValidation: string
  readonly options: string
  readonly hidden: boolean
  readonly position: number
}

export interface ObjectTypeRow {
  readonly id: number
  readonly schema: SchemaRow
  readonly position: number
  readonly created: number
  name: string
  description: string | undefined
  iconId: string
  updated: number
  /** In order of position; the label is always the one with slot 0. */
  attributes: ReadonlyArray<AttributeRow>
  /** How many slots its rows have; a removed attribute leaves its slot behind, for the history. */
  slots: number
  objectCount: number
}

/** One value as stored: a text, or an object id, account id or status id as text. `null` is no value. */
export type Stored = string | ReadonlyArray<string> | null

/** One version of an object. Replaced, never changed in place: the versions are its history. */
export interface ObjectRow {
  readonly id: number
  readonly type: ObjectTypeRow
  readonly created: number
  readonly updated: number
  /** The account that wrote this version. */
  readonly actor: string
  readonly values: ReadonlyArray<Stored>
  readonly previous: ObjectRow | null
}

export const objectKey = (row: ObjectRow): string => `${row.type.schema.key}-${row.id}`

export const valuesOf = (stored: Stored | undefined): ReadonlyArray<string> =>
  stored === null || stored === undefined ? [] : typeof stored === "string" ? [stored] : stored

export const labelOf = (row: ObjectRow): string => valuesOf(row.values[0])[0] ?? ""

export const allAttributes = (types: ReadonlyArray<ObjectTypeRow>): ReadonlyArray<AttributeRow> =>
  types.flatMap((type) => type.attributes)
