/** Every view has an address, and every address a view. */
import { assert, it } from "@effect/vitest"
import { parse, pathOf, type Route, settingsSections, setupSteps } from "../src/Route.ts"

const routes: ReadonlyArray<Route> = [
  { view: "overview" },
  { view: "setup" },
  ...setupSteps.map((step): Route => ({ view: "setup", step })),
  { view: "setup", step: "entra", field: "secret" },
  { view: "run", runId: "run/1 ä" },
  { view: "plan", planId: "plan-1" },
  { view: "people", accountId: null },
  { view: "people", accountId: "712020:1b2c3d4e" },
  ...settingsSections.map((section): Route => ({ view: "settings", section }))
]

it.each(routes)("$view is found again by its address", (route) => {
  assert.deepStrictEqual(parse(pathOf(route)), route)
})

it.each(["", "/", "/nowhere", "/runs", "/plans/", "/%E0%A4%A", "/runs/%"])("%j is the overview", (path) => {
  assert.deepStrictEqual(parse(path), { view: "overview" })
})

it("a section that does not exist is the first, and a step that does not exist is the next", () => {
  assert.deepStrictEqual(parse("/setup/nothing"), { view: "setup" })
  assert.deepStrictEqual(parse("/setup/sync/secret"), { view: "setup", step: "sync" })
  assert.deepStrictEqual(parse("/settings/nothing"), { view: "settings", section: "rules" })
})
