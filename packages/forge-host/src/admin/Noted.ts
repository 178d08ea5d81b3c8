/** What an admin does, with its line in the audit log. */
import * as Effect from "effect/Effect"
import type * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as AuditLog from "../app/AuditLog.ts"
import type { Invocation } from "../forge/Invocation.ts"
import type { AdminFailure } from "./AdminError.ts"
import { toFailure } from "./Handler.ts"

/** A store or a service that did not answer may have done it all the same. */
const saysSo = ({ error: { _tag } }: AdminFailure): boolean => _tag !== "Unavailable" && _tag !== "Unexpected"

/** `done`, `isRefusal`: as `AuditLog.Outcome` has them. */
export const noted = <A, R>(
  deed: AuditLog.Begun,
  act: Effect.Effect<A, AdminFailure, R>,
  done: NonNullable<AuditLog.Outcome<A, AdminFailure>["done"]> = () => ({}),
  isRefusal: AuditLog.Outcome<A, AdminFailure>["isRefusal"] = saysSo
): Effect.Effect<A, AdminFailure, R | KeyValueStore.KeyValueStore | Invocation> =>
  Effect.mapError(
    AuditLog.during(deed, act, { done, isRefusal }),
    (error) => error._tag === "AdminFailure" ? error : toFailure(error)
  )
