/** The set-up guide calls things as the page does. */
import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { setupSteps } from "../src/Route.ts"
import { english } from "../src/texts/English.ts"

const guide = readFileSync(new URL("../../../../docs/setup-guide.md", import.meta.url), "utf8")

/** Of Jira around the page, or said with emphasis. */
const notOfThePage: ReadonlySet<string> = new Set([
  "register an app in Microsoft Entra ID and consent to its permissions",
  "Jira administrator",
  "Apps",
  "Entra Directory",
  "Our schema from an earlier installation",
  "Another schema with the key ENTRA",
  "No access to Assets",
  "Jira settings",
  "System",
  "Global automation",
  "When: Object trigger",
  "When: Scheduled",
  "Then: Send email",
  "For each: AQL",
  "Sync status",
  "Not tried on a live site"
])

const bold = (text: string): ReadonlyArray<string> =>
  Array.from(text.matchAll(/\*\*(.+?)\*\*/gsu), ([, label = ""]) => label.replaceAll(/\s+/gu, " "))

const isGroup = (value: unknown): value is object => typeof value === "object" && value !== null

/** As a whole, and what the page marks as Microsoft's own labels. */
const textsOf = (group: object): ReadonlyArray<string> =>
  Object.values(group).flatMap((value) =>
    typeof value === "string" ? [value, ...bold(value)] : isGroup(value) ? textsOf(value) : []
  )

const said = new Set(textsOf(english))
const labels = bold(guide).flatMap((label) => label.split(" → ")).map((label) => label.replace(/[.:]$/u, ""))

describe("the set-up guide", () => {
  it("names each label as it stands on the page", () => {
    assert.deepStrictEqual(labels.filter((label) => !notOfThePage.has(label) && !said.has(label)), [])
  })

  it("calls each step as the page does", () => {
    const headings = Array.from(guide.matchAll(/^## \d+\. (.+)$/gmu), ([, heading]) => heading)
    assert.deepStrictEqual(headings, setupSteps.map((step) => english.setup[step].title))
  })

  it("makes no exception that it does not need", () => {
    assert.deepStrictEqual(Array.from(notOfThePage).filter((label) => said.has(label) || !labels.includes(label)), [])
  })
})
