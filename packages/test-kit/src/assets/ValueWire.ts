/**
 * How one attribute value looks on the wire, by its kind: plain, user, reference or status.
 */
import { globalStatuses } from "./AssetsCatalogue.ts"
import type { AttributeRow, ObjectRow } from "./AssetsModel.ts"
import { AttributeType, labelOf, objectKey, valuesOf } from "./AssetsModel.ts"
import type { AssetsState } from "./AssetsState.ts"

type Shape = Readonly<Record<string, unknown>>

/** The values of an attribute of an object; none when it has no value. */
export const make = (
  state: AssetsState,
  referenced: (row: ObjectRow) => Shape
): (row: ObjectRow, attribute: AttributeRow) => ReadonlyArray<Shape> =>
(row, attribute) => {
  switch (attribute.system) {
    case "Key":
      return [plain(objectKey(row))]
    case "Created":
      return [dateTime(new Date(row.created).toISOString())]
    case "Updated":
      return [dateTime(new Date(row.updated).toISOString())]
    case null:
      break
  }
  const values = valuesOf(row.values[attribute.slot])
  switch (attribute.type) {
    case AttributeType.reference:
      return values.flatMap((id) => {
        const target = state.objects.get(Number(id))
        return target === undefined ? [] : [{
          referencedObject: referenced(target),
          displayValue: labelOf(target),
          searchValue: objectKey(target),
          referencedType: true
        }]
      })
    case AttributeType.user:
      return values.map((accountId) => user(state, accountId))
    case AttributeType.status:
      return values.flatMap((id) => {
        const status = globalStatuses.find((entry) => entry.id === id)
        return status === undefined
          ? []
          : [{ status, displayValue: status.name, searchValue: status.name, referencedType: false }]
      })
    case AttributeType.default:
    case AttributeType.group:
      break
  }
  if (attribute.defaultType === "DateTime") return values.map(dateTime)
  if (attribute.defaultType !== "Boolean" || state.switches.booleansAreText) return values.map(plain)
  return values.map((value) => ({ ...plain(value), value: value === "true" }))
}

const plain = (value: string): Shape => ({ value, displayValue: value, searchValue: value, referencedType: false })

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/** The display value is made for people: `16/Feb/21 8:04 PM`. */
const dateTime = (value: string): Shape => {
  const date = new Date(value)
  const hours = date.getUTCHours()
  const day = `${date.getUTCDate()}/${months[date.getUTCMonth()]}/${
    String(date.getUTCFullYear() % 100).padStart(2, "0")
  }`
  const time = `${hours % 12 === 0 ? 12 : hours % 12}:${String(date.getUTCMinutes()).padStart(2, "0")}`
  return { ...plain(value), displayValue: `${day} ${time} ${hours < 12 ? "AM" : "PM"}` }
}

/** The account id is `user.key`; there is no `value` (official history examples, `User` schema). */
const user = (state: AssetsState, accountId: string): Shape => {
  const account = state.accounts.byId(accountId)
  const displayName = account?.displayName ?? "Former user"
  return {
    displayValue: displayName,
    searchValue: accountId,
    referencedType: false,
    user: userShape(state, accountId)
  }
}

/** The official `User` shape: in values of User attributes, and as the actor of a history line. */
export const userShape = (state: AssetsState, accountId: string): Shape => {
  const account = state.accounts.byId(accountId)
  return {
    avatarUrl: `https://secure.gravatar.com/avatar/${accountId}`,
    displayName: account?.displayName ?? "Former user",
    name: "",
    key: accountId,
    ...(account?.emailVisibility === "shown" ? { emailAddress: account.emailAddress } : {}),
    isDeleted: account === undefined
  }
}
