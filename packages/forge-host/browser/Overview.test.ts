import { it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

it.live("a synced site is seen at a glance: in light, in dark, and on a narrow screen", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    yield* site.forge.advance("3 days")

    const window = yield* open({ height: 1800 })
    yield* window.use((app) => app.getByRole("row", { name: /The schedule Succeeded/u }).first().waitFor())
    yield* window.screenshot("overview-synced")
    yield* window.isAccessible

    const dark = yield* open({ theme: "dark", height: 1800 })
    yield* dark.use((app) => app.getByRole("row", { name: /The schedule Succeeded/u }).first().waitFor())
    yield* dark.screenshot("overview-synced-dark")
    yield* dark.isAccessible

    const narrow = yield* open({ width: 360, height: 3000 })
    yield* narrow.use((app) => app.getByRole("row", { name: /Succeeded/u }).first().waitFor())
    yield* narrow.screenshot("overview-synced-narrow")
    yield* narrow.isAccessible
  }))
