/** Whether a run that somebody has resumed is still to go on. */
import { assert, it } from "@effect/vitest"
import { isResumed } from "../src/api/Resumption.ts"

it("a run is resumed until it has gone on, and not any more when it breaks off once more", () => {
  const answer = { id: "run", updatedAt: 2000 }
  assert.isTrue(isResumed({ id: "run", updatedAt: 2000 }, answer))
  // What the page knows of it may be older than what the app resumed.
  assert.isTrue(isResumed({ id: "run", updatedAt: 1000 }, answer))
  assert.isFalse(isResumed({ id: "run", updatedAt: 2001 }, answer))
  assert.isFalse(isResumed({ id: "other", updatedAt: 2000 }, answer))
  assert.isFalse(isResumed({ id: "run", updatedAt: 2000 }, undefined))
})
