import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import type { AtlassianPerson } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as Minimum from "../src/Minimum.ts"

it.effect("counts the pages of both lists, the look-ups of hidden addresses and of records, and the writes", () =>
  Effect.gen(function*() {
    const organisation = yield* Generator.generate({ people: 1000, seed: 1 })
    const hidden = (index: number): AtlassianPerson => ({
      accountId: `712020:00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      accountType: "atlassian",
      active: true,
      displayName: "Somebody",
      emailAddress: `${index}@example.com`,
      emailVisibility: "hidden"
    })
    const of = (accounts: ReadonlyArray<AtlassianPerson>) =>
      Minimum.of({ ...organisation, accounts }, { records: 101, links: 7 })

    assert.deepStrictEqual(of([]), { token: 1, graph: 2, jira: 1, assetsRead: 7, assetsWrite: 108 })
    assert.strictEqual(of([hidden(1)]).jira, 3)
    // 33 of these ids fit into a URL of 2,000 characters.
    assert.strictEqual(of(Array.from({ length: 33 }, (_, index) => hidden(index))).jira, 3)
    assert.strictEqual(of(Array.from({ length: 34 }, (_, index) => hidden(index))).jira, 4)
    assert.strictEqual(of([{ ...hidden(1), active: false }, { ...hidden(2), accountType: "app" }]).jira, 2)
  }))
