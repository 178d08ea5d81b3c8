/** What answers one operation of the admin API, and how the failures of the parts below become answers. */
import type { AccountId } from "@entra-assets/core/model/Ids"
import type { SourceError } from "@entra-assets/core/model/SourceError"
import type { PlanError } from "@entra-assets/core/sync/PlanStore"
import type { RunError } from "@entra-assets/core/sync/RunError"
import type * as Effect from "effect/Effect"
import type * as Handler from "../app/Handler.ts"
import type { SettingsError } from "../app/SettingsStore.ts"
import type { Setup, SetupError } from "../app/Setup.ts"
import type { AnswerOf, OperationName, RequestOf } from "./AdminApi.ts"
import { AdminFailure, refused, unavailable } from "./AdminError.ts"

export type Services = Handler.Provided | Setup

/** `by`: who looks at the page; they may do what the operation does. */
export type AdminHandler<Name extends OperationName> = (
  request: RequestOf<Name>,
  by: AccountId
) => Effect.Effect<AnswerOf<Name>, AdminFailure, Services>

export type AdminHandlers<Names extends OperationName> = { readonly [Name in Names]: AdminHandler<Name> }

type Failure =
  | RunError
  | PlanError
  | SourceError
  | SettingsError
  | SetupError
  | { readonly _tag: "StoredValueError" | "KvsError" | "KeyValueStoreError" | "QueueError"; readonly message: string }

/** What a part below failed with, in the words of the API. */
export const toFailure = (failure: Failure): AdminFailure => {
  switch (failure._tag) {
    case "RunError":
      return failure.reason === "StoreFailed"
        ? unavailable(failure.message)
        : refused(`run.${failure.reason}`, failure.message)
    case "PlanError":
      return failure.reason === "StoreFailed"
        ? unavailable(failure.message)
        : refused(`plan.${failure.reason}`, failure.message)
    case "SourceError":
      return refused(`${failure.source}.${failure.reason}`, failure.message, failure.nextStep)
    case "SettingsError":
      if (failure.reason === "StoreFailed") return unavailable(failure.message)
      if (failure.reason === "Unreadable") return refused("settings.Unreadable", failure.message)
      return new AdminFailure({
        error: {
          _tag: "Stale",
          version: failure.present?.version ?? 0,
          changed: failure.present?.changed ?? null,
          message: failure.message
        }
      })
    case "SetupError":
      return refused("setup", failure.message, failure.nextStep)
    default:
      return unavailable(failure.message)
  }
}
