/** All that the page says is in `texts`: nothing that somebody would read is written anywhere else. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseSync } from "vite"

const base = fileURLToPath(new URL("../src/", import.meta.url))

/** Attributes that are read, or read out. */
const said = new Set(["alt", "aria-description", "aria-label", "label", "placeholder", "title"])

const hasLetter = (text: string) => /\p{L}/u.test(text)

/** A capital, and more than a word; a policy, a path or a class has neither. */
const isSentence = (text: string) => /^\s*\p{Lu}\S* \S/u.test(text)

/** Of a text with holes in it, also what stands beside them. */
const isPartOfSentence = (text: string) => isSentence(text) || /\p{L}{2,} \p{L}|^\p{Lu}\p{Ll}+ $/u.test(text)

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null

const textOf = (node: unknown): string => isNode(node) && typeof node["value"] === "string" ? node["value"] : ""

const isSaid = (name: unknown) => isNode(name) && said.has(String(name["name"]))

/** What is read is in it itself, not in what it computes. */
const isText = (value: unknown): value is Node =>
  isNode(value) &&
  ["JSXExpressionContainer", "Literal", "TemplateElement", "TemplateLiteral"].includes(String(value["type"]))

const partsOf = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value.flatMap(partsOf) : [value]

/** `isRead`: every word counts, since nobody but a person has use for it. */
const literalsOf = (node: unknown, isRead = false): ReadonlyArray<string> => {
  if (!isNode(node)) return []
  const within = (reads: boolean) =>
    Object.values(node).flatMap(partsOf).flatMap((part) => literalsOf(part, reads && isText(part)))
  const stray = (text: string, isStray: (text: string) => boolean) =>
    (isRead ? hasLetter(text) : isStray(text)) ? [text.trim()] : []
  switch (node["type"]) {
    case "JSXText":
      return stray(textOf(node), hasLetter)
    case "JSXAttribute":
      return within(isSaid(node["name"]))
    case "JSXExpressionContainer":
    case "TemplateLiteral":
      return within(isRead)
    case "Literal":
      return stray(textOf(node), isSentence)
    case "TemplateElement":
      return stray(isNode(node["value"]) ? String(node["value"]["raw"]) : "", isPartOfSentence)
    default:
      return within(false)
  }
}

const literalsIn = (file: string, source: string): ReadonlyArray<string> => {
  const { errors, program } = parseSync(file, source)
  assert.isEmpty(errors, file)
  return literalsOf(program)
}

describe("what the page says", () => {
  it("is in its texts", () => {
    const strays = globSync("**/*.{ts,tsx}", { cwd: base })
      .filter((file) => !file.startsWith("texts/"))
      .flatMap((file) => literalsIn(file, readFileSync(`${base}${file}`, "utf8")).map((text) => `${file}: ${text}`))
    assert.deepStrictEqual(strays, [])
  })

  it("would be found elsewhere", () => {
    const source = [
      "const title = <p title=\"Close\">Good morning</p>",
      "const name = <Button aria-label={`Open ${what}`}>{`Hello ${name}, how are you`}</Button>",
      "const error = new Error(\"It did not work.\")",
      "const fine = <i className={`a ${b}`} role=\"status\" label=\"\">{name}: {\"Updated\"}</i>"
    ].join("\n")
    assert.deepStrictEqual(literalsIn("a.tsx", source), [
      "Close",
      "Good morning",
      "Open",
      "Hello",
      ", how are you",
      "It did not work."
    ])
  })
})
