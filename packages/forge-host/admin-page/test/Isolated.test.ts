/** A name that is written from the right keeps to itself within a sentence. */
import { assert, it } from "@effect/vitest"
import { isolated } from "../src/format/Isolated.ts"

it.each(["ليلى المنصوري", "דנה לוי", "Layla (ليلى)"])("%s is kept apart", (name) => {
  assert.strictEqual(isolated(name), `\u2068${name}\u2069`)
})

it.each(["Ada Lovelace", "Ада", "艾达", "Ada 👩‍🚀", ""])("%s stays as it is", (name) => {
  assert.strictEqual(isolated(name), name)
})
