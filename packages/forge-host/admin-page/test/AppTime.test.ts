import { assert, describe, it } from "@effect/vitest"
import * as AppTime from "../src/format/AppTime.ts"

/** The app's clock is an hour ahead of the browser's. */
const hour = 3_600_000
const told: AppTime.Told = { at: 10_000, now: 10_000 + hour }

describe("the app's time", () => {
  it("is the browser's until the app has said what time it is", () =>
    assert.strictEqual(AppTime.ofBrowser(null, 5000), 5000))

  it("of an answer that is older than the last one is older, too", () =>
    assert.strictEqual(AppTime.ofBrowser(told, 4000), 4000 + hour))

  it("is never before the app's last answer, however long ago somebody looked", () => {
    assert.strictEqual(AppTime.now(told, 4000), told.now)
    assert.strictEqual(AppTime.now(told, 12_000), 12_000 + hour)
  })
})
