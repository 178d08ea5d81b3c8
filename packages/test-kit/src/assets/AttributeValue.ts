/**
 * Whether one value may stand in an attribute, and the form it is kept in. Texts of refusals follow those that people
 * quote from the real service.
 */
import * as Result from "effect/Result"
import { globalStatuses } from "./AssetsCatalogue.ts"
import type { AttributeRow, DefaultTypeName } from "./AssetsModel.ts"
import { AttributeType } from "./AssetsModel.ts"
import type { AssetsState } from "./AssetsState.ts"
import { objectByIdOrKey } from "./AssetsState.ts"

/** The text to keep, or why the value is refused. */
export const accept = (state: AssetsState, attribute: AttributeRow, value: string): Result.Result<string, string> => {
  switch (attribute.type) {
    case AttributeType.default:
      return acceptText(state, attribute, value)
    case AttributeType.reference:
      return acceptReference(state, attribute, value)
    case AttributeType.user:
      return acceptUser(state, value)
    case AttributeType.status:
      return acceptStatus(value)
    case AttributeType.group:
      break
  }
  // Groups are not simulated, so none exists.
  return Result.fail("Invalid Group(s)")
}

const longestText = 255
const reservedInNames = /[=;:?."]/

const acceptText = (state: AssetsState, attribute: AttributeRow, value: string): Result.Result<string, string> => {
  const type = attribute.defaultType ?? "Text"
  if (type === "Boolean") {
    const lower = value.toLowerCase()
    return lower === "true" || lower === "false" ? Result.succeed(lower) : notValid(value, type)
  }
  if (type !== "Textarea" && value.length > longestText) {
    return Result.fail(`${attribute.name} must be less than ${longestText} characters`)
  }
  if (type === "Select" && !attribute.options.split(",").some((option) => option.trim() === value)) {
    return notValid(value, type)
  }
  const form = forms[type]
  if (form !== undefined && !form(value)) return notValid(value, type)
  if (attribute.regexValidation !== "" && !new RegExp(`^(?:${attribute.regexValidation})$`).test(value)) {
    return Result.fail(`${value} does not match ${attribute.regexValidation}`)
  }
  if (attribute.label && state.switches.reservedCharactersInNames && reservedInNames.test(value)) {
    return Result.fail(`${attribute.name} contains reserved characters`)
  }
  return Result.succeed(value)
}

const notValid = (value: string, type: string): Result.Result<never, string> =>
  Result.fail(`${value} is not valid (${type})`)

const matches = (pattern: RegExp) => (value: string): boolean => pattern.test(value)

const forms: { readonly [Type in DefaultTypeName]?: (value: string) => boolean } = {
  Integer: matches(/^[+-]?\d+$/),
  Double: matches(/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i),
  Date: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  Time: matches(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/),
  DateTime: (value) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
  Url: matches(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i),
  // Loose on purpose: what the service accepts exactly is not published.
  Email: matches(/^[^\s@]+@[^\s@]+$/),
  "IP Address": matches(/^[0-9a-f.:]+$/i)
}

const acceptReference = (state: AssetsState, attribute: AttributeRow, value: string): Result.Result<string, string> => {
  const target = objectByIdOrKey(state, value)
  if (target === undefined) return Result.fail(`${value} is not valid Object id or key`)
  return target.type.id === attribute.referencedTypeId
    ? Result.succeed(String(target.id))
    : Result.fail(`Object: ${value} is invalid due to restrictions`)
}

const acceptUser = (state: AssetsState, value: string): Result.Result<string, string> => {
  const account = state.accounts.byId(value)
  if (account === undefined) return Result.fail(`User(s) ${value} not found in jira`)
  return account.active || !state.switches.inactiveUsersRefused
    ? Result.succeed(value)
    : Result.fail(`User(s) ${value} not active in jira`)
}

const acceptStatus = (value: string): Result.Result<string, string> =>
  globalStatuses.some((status) => status.id === value)
    ? Result.succeed(value)
    : Result.fail(`${value} is not a valid status`)
