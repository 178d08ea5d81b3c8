/** The page's texts: none is empty, none is left over, and all are written alike. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { english } from "../src/texts/English.ts"

const base = fileURLToPath(new URL("../src/", import.meta.url))
const read = (file: string) => readFileSync(`${base}${file}`, "utf8")

const sources = globSync("**/*.{ts,tsx}", { cwd: base })
  .filter((file) => !file.startsWith("texts/"))
  .map(read)
  .join("\n")

interface Leaf {
  readonly path: ReadonlyArray<string>
  readonly value: unknown
}

const isGroup = (value: unknown): value is object => typeof value === "object" && value !== null

const leavesOf = (group: object, path: ReadonlyArray<string> = []): ReadonlyArray<Leaf> =>
  Object.entries(group).flatMap(([key, value]) =>
    isGroup(value) ? leavesOf(value, [...path, key]) : [{ path: [...path, key], value }]
  )

const leaves = leavesOf(english)

const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&")

/** `texts.key`, or `key` taken out of a group by name. */
const isNamed = (key: string) => new RegExp(`(?:\\.|[{,]\\s*)${quoted(key)}\\b`, "u").test(sources)

/** `group[…]`: any of its texts may be meant. Lists are walked. */
const isIndexed = (group: string) =>
  new RegExp(`\\b${quoted(group)}(?:\\[|\\)?\\.map\\(|\\}? items=)`, "u").test(sources)

describe("the texts", () => {
  it("are not empty, and have no space too many", () => {
    const untidy = leaves.filter(({ value }) =>
      typeof value === "string" && (value === "" || value !== value.trim() || value.includes("  "))
    )
    assert.deepStrictEqual(untidy.map(({ path }) => path.join(".")), [])
  })

  it("are all used", () => {
    const unused = leaves.filter(({ path }) =>
      path.some((key, depth) => {
        const group = path[depth - 1]
        return !isNamed(key) && !(group !== undefined && isIndexed(group))
      })
    )
    assert.deepStrictEqual(unused.map(({ path }) => path.join(".")), [])
  })

  it("have straight apostrophes, no dashes, and no shouting", () => {
    const written = read("texts/English.ts")
    for (const [what, pattern] of [["’", /’/u], ["–", /[–—]/u], ["!", /\w!["`]/u]] as const) {
      const line = written.split("\n").findIndex((text) => pattern.test(text))
      assert.strictEqual(line, -1, `"${what}" in line ${line + 1}`)
    }
  })
})
