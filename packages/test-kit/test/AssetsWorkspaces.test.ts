import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { body, caller, site } from "./fixtures/AtlassianCaller.ts"

it.effect("lists the workspace, or answers as a site without Premium does", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    const { jira } = caller(simulator)
    const Page = Schema.Struct({ values: Schema.Array(Schema.Struct({ workspaceId: Schema.String })) })
    const list = jira("GET", "servicedeskapi/assets/workspace")
    assert.deepStrictEqual(yield* Effect.flatMap(list, body(Page)), {
      values: [{ workspaceId: simulator.workspaceId }]
    })
    simulator.switches.workspaces = "empty"
    assert.deepStrictEqual(yield* Effect.flatMap(list, body(Page)), { values: [] })
    simulator.switches.workspaces = "forbidden"
    assert.strictEqual((yield* list).status, 403)
    simulator.switches.workspaces = "notFound"
    assert.strictEqual((yield* list).status, 404)
  }))
