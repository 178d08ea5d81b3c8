/** Answers the admin page: one definition for each operation of the API. It has 25 seconds; what takes longer is queued. */
import { makeResolver } from "@forge/resolver"
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import { operations } from "../admin/AdminApi.ts"
import { dispatch } from "../admin/Dispatcher.ts"
import * as Handler from "../app/Handler.ts"
import * as SetupOnForge from "../app/SetupOnForge.ts"
import type { License } from "../forge/Invocation.ts"

interface Call {
  readonly payload: unknown
  readonly context: { readonly accountId?: string; readonly license?: License }
}

export const resolver = makeResolver(
  Record.map(
    operations,
    (_, name) => ({ context: { accountId, license }, payload }: Call) =>
      Handler.run(dispatch(name, payload).pipe(Effect.provide(SetupOnForge.layer)), { accountId, license })
  )
)
