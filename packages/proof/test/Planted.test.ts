/**
 * A checker that finds nothing checks nothing: every planted bug is found, where it was recorded. What each of them is
 * stands in the first line of its patch.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import * as Result from "effect/Result"
import * as Copy from "../src/planted/Copy.ts"
import { load } from "../src/planted/Defects.ts"
import { explain, replay } from "../src/planted/Drill.ts"
import * as Patch from "../src/planted/Patch.ts"
import * as Program from "../src/planted/Program.ts"

const defects = await Effect.runPromise(Effect.provide(load, NodeServices.layer))

it("there are at least twenty, for both checkers", () => {
  const of = (checker: string) => defects.filter((defect) => defect.checker === checker).length
  assert.isAtLeast(defects.length, 20)
  assert.isAtLeast(of("planner"), 8)
  assert.isAtLeast(of("simulation"), 8)
})

describe("every planted bug", () => {
  it.effect.each(defects)("fits the product as it is: $name", ({ patch }) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const { join } = yield* Path.Path
      for (const change of patch.changes) {
        const text = yield* fs.readFileString(join(Copy.root, change.path))
        assert.notStrictEqual(yield* Effect.fromResult(Patch.apply(change, text)), text)
      }
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(defects)("is found: $name", (defect) =>
    Effect.gen(function*() {
      const drilled = yield* replay(defect)
      assert.strictEqual(drilled.verdict._tag, "Found", explain(drilled))
    }).pipe(Effect.provide(NodeServices.layer)), 120_000)
})

describe("a patch", () => {
  const text = [
    "# One is two. Broken: one is one.",
    "--- packages/core/src/One.ts",
    "+++ packages/core/src/One.ts",
    "@@ -1,3 +1,3 @@",
    " before",
    "-one",
    "+two",
    " after",
    ""
  ].join("\n")
  const reasonOf = (patch: string) =>
    Result.match(Patch.read(patch), { onFailure: (error) => error.reason, onSuccess: () => "" })

  it("says what is wrong, and finds its place wherever that has moved to", () => {
    const { changes: [change], sentence } = Result.getOrThrow(Patch.read(text))
    assert.strictEqual(sentence, "One is two. Broken: one is one.")
    assert(change !== undefined)
    assert.deepStrictEqual(
      Patch.apply(change, "new\nlines\nbefore\none\nafter\n"),
      Result.succeed("new\nlines\nbefore\ntwo\nafter\n")
    )
    assert.deepStrictEqual(
      Patch.apply(change, "before\r\none\r\nafter\r\n"),
      Result.succeed("before\r\ntwo\r\nafter\r\n")
    )
  })

  it("that does not fit any more has to be mended", () => {
    const { changes: [change] } = Result.getOrThrow(Patch.read(text))
    assert(change !== undefined)
    assert.deepStrictEqual(
      Patch.apply(change, "before\nthree\nafter\n").pipe(Result.mapError(({ message }) => message)),
      Result.fail(
        "It does not fit packages/core/src/One.ts any more. Mend the patch: plant the same bug in the code as it is now."
      )
    )
  })

  it("has to say what is wrong, to change something, and to change nothing but the product", () => {
    assert.strictEqual(reasonOf(text.slice(2)), "The first line does not say what is wrong.")
    assert.strictEqual(reasonOf("# Nothing.\n"), "It changes nothing.")
    assert.strictEqual(reasonOf(text.replaceAll("core/src", "proof/src")), "It may only change packages/core/src/.")
    assert.strictEqual(reasonOf(text.replaceAll("src/One", "src/../One")), "It may only change packages/core/src/.")
    assert.match(reasonOf(text.replace("@@ -1,3", "@@ -1,9")), /^It cannot be read/)
  })
})

it.effect("a copy is gone afterwards, also when something fails in it, and the product is as it was", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const { join } = yield* Path.Path
    const [defect] = defects
    const change = defect?.patch.changes[0]
    assert(defect !== undefined && change !== undefined)
    const read = (root: string) => fs.readFileString(join(root, change.path))
    const before = yield* read(Copy.root)
    const copy = yield* Effect.flip(Effect.scoped(Effect.gen(function*() {
      const copy = yield* Copy.make(defect.patch)
      assert.notStrictEqual(yield* read(copy), before)
      return yield* Effect.fail(copy)
    })))
    assert.isString(copy)
    assert.isFalse(yield* fs.exists(String(copy)))
    assert.strictEqual(yield* read(Copy.root), before)
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("the command says in one line what is wrong with its flags", () =>
  Effect.gen(function*() {
    const complaintAbout = (...args: ReadonlyArray<string>) =>
      Effect.map(Effect.flip(Program.run(args)), ({ message }) => message)
    const known = "There are --only, --most, each with a value, and --search without."
    assert.strictEqual(yield* complaintAbout("--fast"), `Unknown option '--fast'. ${known}`)
    assert.strictEqual(
      yield* complaintAbout("--search", "--only", "nothing"),
      "--only nothing: there is no such bug in packages/proof/planted."
    )
  }).pipe(Effect.provide(NodeServices.layer)))
