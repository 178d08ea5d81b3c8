/** Services that do not answer: functions end in time all the same, and say why. On the packed app. */
import { assert, describe, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Of real time. */
const patience = 90_000

const services = [
  ["Graph", "https://graph.microsoft.com/", "entra", "entra.Unavailable"],
  ["Jira", "/rest/api/", "atlassian", "jira.Unavailable"],
  ["Assets", "/jsm/assets/", "atlassian", "assets.Unavailable"]
] as const

describe("a service that does not answer", () => {
  for (const [name, part, simulator, cause] of services) {
    it.effect(
      `${name}: the run ends with the reason, within minutes, and the next one succeeds`,
      () =>
        Effect.gen(function*() {
          const made = yield* PackedSite.connected()
          const { admin, forge, settled, sound } = made
          const { id } = yield* admin.ask("runNow", {})
          const match = ({ url }: Request) => url.includes(part)
          const back = made[simulator].faults.add({ match, behave: Faults.hang, times: "always" })
          yield* forge.advance("12 minutes")
          assert.isUndefined(forge.usage().outcomes["TimedOut"])
          assert.isAtMost(forge.usage().invocations["consumer"] ?? 0, 2)
          back()
          const failed = yield* settled(id)
          assert.deepStrictEqual([failed.state, failed.failure?.cause], ["failed", cause])
          const { id: next } = yield* admin.ask("runNow", {})
          assert.deepStrictEqual(sound(yield* settled(next)), PackedSite.allSound)
        }),
      patience
    )

    it.effect(`${name}: for one request in ten, the run is slower and no more`, () =>
      Effect.gen(function*() {
        const made = yield* PackedSite.connected()
        const { admin, settled, sound } = made
        // But when Jira is asked who looks at the page: that is told, and looked at again.
        const match = ({ url }: Request) => url.includes(part) && !url.includes("/mypermissions")
        made[simulator].faults.add({ match, behave: Faults.hang, times: "always", chance: 0.1 })
        const { id } = yield* admin.ask("runNow", {})
        assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
      }), patience)
  }
})

describe("an admin who asks while Jira does not answer", () => {
  it.effect("is told so before the function's time is over", () =>
    Effect.gen(function*() {
      const { admin, atlassian, forge } = yield* PackedSite.connected()
      atlassian.faults.add({ behave: Faults.hang, times: "always" })
      for (const name of ["assets", "startPreview", "runNow", "pause"] as const) {
        assert.strictEqual((yield* admin.refused(name, {}))._tag, "Unavailable", name)
      }
      assert.isUndefined(forge.usage().outcomes["TimedOut"])
    }), patience)
})
