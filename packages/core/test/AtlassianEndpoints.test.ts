import { assert, it } from "@effect/vitest"
import { atlassianEndpoints } from "@entra-assets/core/AtlassianEndpoints"
import { globSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

it("no request of the code is left out", () => {
  const base = resolve(import.meta.dirname, "../src")
  const names = globSync("**/*.ts", { cwd: base }).flatMap((file) =>
    Array.from(
      readFileSync(join(base, file), "utf8").matchAll(/\bapi: "(?:jira|assets)",\s+name: "(?<name>[^"]+)"/gu),
      ({ groups }) => groups?.["name"]
    )
  )
  assert.sameMembers(names, atlassianEndpoints.map(({ name }) => name))
})
