/**
 * Creating, changing and deleting objects. A write is all or nothing: one bad value refuses the whole object, with a
 * text for each attribute under `rlabs-insight-attribute-<id>`. The last write wins; there is no version to state.
 */
import * as Result from "effect/Result"
import { AtlassianRefusal, notFound, refuse } from "../AtlassianRefusal.ts"
import type { AttributeRow, ObjectRow, ObjectTypeRow, Stored } from "./AssetsModel.ts"
import { valuesOf } from "./AssetsModel.ts"
import type { AssetsState, Writer } from "./AssetsState.ts"
import { dropReferencesTo, replaceObject, stored } from "./AssetsState.ts"
import * as AttributeValue from "./AttributeValue.ts"

export interface AttributeInput {
  readonly attributeId: number
  /** None clears the attribute. */
  readonly values: ReadonlyArray<string>
}

export const create = (
  state: AssetsState,
  objectTypeId: number,
  inputs: ReadonlyArray<AttributeInput>,
  writer: Writer
): Result.Result<ObjectRow, AtlassianRefusal> => {
  const type = state.types.get(objectTypeId)
  if (type === undefined) return Result.fail(refuse(400, `Object type with id ${objectTypeId} was not found`))
  if (state.switches.refuseAboveAllowance && state.objects.size >= state.switches.objectAllowance) {
    return Result.fail(refuse(400, `The limit of ${state.switches.objectAllowance} objects has been reached`))
  }
  const values = Array<Stored>(type.slots).fill(null)
  const refusal = assign(state, type, values, inputs, null)
  if (refusal !== undefined) return Result.fail(refusal)
  const row: ObjectRow = {
    id: ++state.lastId.object,
    type,
    created: writer.now,
    updated: writer.now,
    actor: writer.accountId,
    values,
    previous: null
  }
  replaceObject(state, null, row, writer)
  charge(state, row)
  return Result.succeed(row)
}

/** Changes the attributes that it names and no others. */
export const update = (
  state: AssetsState,
  objectId: number,
  inputs: ReadonlyArray<AttributeInput>,
  writer: Writer
): Result.Result<ObjectRow, AtlassianRefusal> => {
  const before = state.objects.get(objectId)
  if (before === undefined) return Result.fail(notFound("Object", objectId))
  const values = before.values.slice()
  while (values.length < before.type.slots) values.push(null)
  const refusal = assign(state, before.type, values, inputs, before.id)
  if (refusal !== undefined) return Result.fail(refusal)
  const row = { ...before, values, updated: writer.now, actor: writer.accountId, previous: before }
  replaceObject(state, before, row, writer)
  charge(state, row)
  return Result.succeed(row)
}

export const remove = (
  state: AssetsState,
  objectId: number,
  writer: Writer
): Result.Result<ObjectRow, AtlassianRefusal> => {
  const before = state.objects.get(objectId)
  if (before === undefined) return Result.fail(notFound("Object", objectId))
  replaceObject(state, before, null, writer)
  dropReferencesTo(state, before, writer)
  return Result.succeed(before)
}

/** A line of an object's history: what one write did to one attribute. */
export interface Change {
  readonly attribute: AttributeRow
  readonly before: Stored
  readonly after: Stored
}

/** What the latest write of this version changed; everything it holds when it is the first. */
export const changes = (row: ObjectRow): ReadonlyArray<Change> =>
  row.type.attributes.flatMap((attribute) => {
    if (attribute.slot < 0) return []
    const before = row.previous?.values[attribute.slot] ?? null
    const after = row.values[attribute.slot] ?? null
    return sameStored(before, after) ? [] : [{ attribute, before, after }]
  })

// ---------------------------------------------------------------------------------------------------------------------
// internal
// ---------------------------------------------------------------------------------------------------------------------

const charge = (state: AssetsState, row: ObjectRow): void => {
  let historyEntries = 0
  for (let slot = 0; slot < row.values.length; slot++) {
    if (!sameStored(row.previous?.values[slot] ?? null, row.values[slot] ?? null)) historyEntries++
  }
  // Any write fires the rules that wait for it, whether it changed something or not.
  state.meter.charge({ historyEntries, automationTriggers: 1 })
}

const sameStored = (left: Stored, right: Stored): boolean => {
  if (left === right) return true
  const a = valuesOf(left)
  const b = valuesOf(right)
  return a.length === b.length && a.every((value, position) => value === b[position])
}

/** Writes the inputs into `values`, or says what is wrong with them. `self` is the object itself, when it exists. */
const assign = (
  state: AssetsState,
  type: ObjectTypeRow,
  values: Array<Stored>,
  inputs: ReadonlyArray<AttributeInput>,
  self: number | null
): AtlassianRefusal | undefined => {
  const errors: Record<string, string> = {}
  const report = (attribute: AttributeRow, text: string) => {
    errors[`rlabs-insight-attribute-${attribute.id}`] = text
  }
  for (const { attributeId, values: given } of inputs) {
    const attribute = state.attributes.get(attributeId)
    if (attribute === undefined || attribute.objectTypeId !== type.id) {
      return refuse(400, `Object type attribute with id ${attributeId} does not belong to ${type.name}`)
    }
    if (attribute.slot < 0) {
      report(attribute, `${attribute.name} is not editable`)
      continue
    }
    if (attribute.maximumCardinality !== -1 && given.length > attribute.maximumCardinality) {
      report(attribute, `${attribute.name} can only contain max ${attribute.maximumCardinality} value(s)`)
      continue
    }
    const accepted: Array<string> = []
    for (const value of given) {
      const result = AttributeValue.accept(state, attribute, value)
      if (Result.isFailure(result)) report(attribute, result.failure)
      else if (isTaken(state, attribute, result.success, self)) {
        report(attribute, `${attribute.name} has duplicated value`)
      } else accepted.push(result.success)
    }
    values[attribute.slot] = stored(accepted)
  }
  for (const attribute of type.attributes) {
    if (attribute.slot < 0 || attribute.minimumCardinality === 0) continue
    if (valuesOf(values[attribute.slot]).length < attribute.minimumCardinality) {
      const key = `rlabs-insight-attribute-${attribute.id}`
      errors[key] ??= `${attribute.name} is required`
    }
  }
  return Object.keys(errors).length === 0
    ? undefined
    : new AtlassianRefusal({ status: 400, errorMessages: [], errors })
}

const isTaken = (state: AssetsState, attribute: AttributeRow, value: string, self: number | null): boolean => {
  const unique = state.uniques.get(attribute.id)
  if (unique === undefined || !state.switches.uniquesEnforced) return false
  return unique.find(value).some((id) =>
    id !== self &&
    (state.switches.uniqueIgnoresCase || valuesOf(state.objects.get(id)?.values[attribute.slot]).includes(value))
  )
}
