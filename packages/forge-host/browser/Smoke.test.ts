import { it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Browser from "./fixtures/Browser.ts"

it.live("the page comes up", () =>
  Effect.gen(function*() {
    const { open } = yield* Browser.make()
    const window = yield* open()
    yield* window.use((app) => app.getByRole("tab", { name: "People" }).waitFor())
    yield* window.screenshot("smoke")
    yield* window.isAccessible
    const dark = yield* open({ theme: "dark", path: "/settings/audit" })
    yield* dark.screenshot("smoke-dark")
  }))
