import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import { chmodSync, symlinkSync } from "node:fs"
import * as Dump from "../src/Dump.ts"
import * as Engine from "./fixtures/Engine.ts"
import * as Folder from "./fixtures/Folder.ts"

/** Writes the records of a small company to the file. */
const dump = Effect.fnUntraced(function*(file: string) {
  const { atlassian, layer, settings } = yield* Engine.make(yield* Generator.generate({ people: 20, seed: 1 }))
  yield* Effect.gen(function*() {
    const { write } = yield* Dump.open(file)
    const plan = yield* EntraAssets.preview(settings)
    yield* EntraAssets.apply(plan.id, settings)
    yield* write
  }).pipe(Effect.scoped, Effect.provide([layer, NodeServices.layer]))
  return atlassian.assets.objects("Employee")
})

const open = (file: string) => Effect.scoped(Dump.open(file)).pipe(Effect.provide(NodeServices.layer))

it.effect("writes one JSON object per record, with the attributes by their names", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    const employees = yield* dump(folder.join("out.jsonl"))
    const lines = folder.read("out.jsonl").split("\n")
    assert.lengthOf(lines, employees.length + 1)
    assert.strictEqual(lines.at(-1), "")
    assert.match(
      lines[0] ?? "",
      /^\{"Name":"[^"]+","Entra User ID":"[^"]{36}","Full Name":.*,"Email":.*,"User Principal Name":.*,"Job Title":.*,"Department":.*,"Atlassian Account ID":"[^"]+","Jira User":"[^"]+","Active":true,"Manager":.*,"Manager Atlassian Account ID":.*\}$/u
    )
    assert.deepStrictEqual(folder.names(), ["out.jsonl"])
  }))

it.effect("replaces what the file said before, and follows a link to it", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    symlinkSync(folder.write("real.jsonl", "from yesterday\n"), folder.join("link.jsonl"))
    yield* dump(folder.join("link.jsonl"))
    assert.match(folder.read("real.jsonl"), /^\{"Name"/u)
    assert.deepStrictEqual(folder.names(), ["link.jsonl", "real.jsonl"])
  }))

it.effect("leaves everything as it was when nothing is written in the end", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    yield* open(folder.write("out.jsonl", "from yesterday\n"))
    assert.strictEqual(folder.read("out.jsonl"), "from yesterday\n")
    assert.deepStrictEqual(folder.names(), ["out.jsonl"])
  }))

const isRoot = process.getuid?.() === 0 && "root may write to every file"

it.effect.skipIf(isRoot)("refuses a file that may not be written", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    const file = folder.write("out.jsonl", "")
    chmodSync(file, 0o444)
    assert.include((yield* Effect.flip(open(file))).message, "the file cannot be written")
  }))
