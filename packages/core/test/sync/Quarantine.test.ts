import { assert, it } from "@effect/vitest"
import * as Quarantine from "@entra-assets/core/sync/Quarantine"

const hour = 3_600_000
const refused = { cause: "entra.Unauthorized", message: "Entra refused the secret.", nextStep: "Make a new secret." }
const blocked = { cause: "guard.inactivations", message: "600 would go.", nextStep: "Look at the plan." }

/** So many failures in a row, each at its own tick. */
const after = (...ticks: ReadonlyArray<number>): Quarantine.Quarantine =>
  ticks.reduce<Quarantine.Quarantine>(
    (quarantine, tick) => Quarantine.failed(quarantine, refused, tick),
    Quarantine.failed(null, refused, 0)
  )

it("a first failure holds nothing back; then 6 h, 12 h, 24 h, and daily from there on", () => {
  const rows = [1, 2, 3, 4, 5, 50].map((failures) => {
    const quarantine = after(...Array.from({ length: failures - 1 }, (_, n) => (n + 1) * 100 * hour))
    assert.strictEqual(quarantine.failures, failures)
    return (Quarantine.until(quarantine) - quarantine.lastFailedTickAt) / hour
  })
  assert.deepStrictEqual(rows, [0, 6, 12, 24, 24, 24])
})

it("says what happened the last time, since when, and what to do", () => {
  const quarantine = Quarantine.failed(after(hour), { ...refused, message: "Again." }, 2 * hour)
  assert.deepStrictEqual(quarantine, {
    ...refused,
    message: "Again.",
    failures: 3,
    since: 0,
    lastFailedTickAt: 2 * hour
  })
})

it("another cause starts anew", () => {
  const quarantine = Quarantine.failed(after(hour, 2 * hour), blocked, 3 * hour)
  assert.deepStrictEqual(quarantine, { ...blocked, failures: 1, since: 3 * hour, lastFailedTickAt: 3 * hour })
})

it("the same failure told twice, or an older one told late, counts once", () => {
  const quarantine = after(hour, 2 * hour)
  assert.strictEqual(Quarantine.failed(quarantine, refused, 2 * hour), quarantine)
  assert.strictEqual(Quarantine.failed(quarantine, blocked, hour), quarantine)
})

it("a failure in the future is taken for one of now", () => {
  const quarantine = after(1000 * hour)
  assert.strictEqual(Quarantine.rebase(quarantine, 1000 * hour), quarantine)
  assert.strictEqual(Quarantine.until(Quarantine.rebase(quarantine, 10 * hour)), 16 * hour)
})
