/** The tools find what is wrong: in a copy of the manifest, each time with one mistake. */
import { afterAll, assert, it } from "@effect/vitest"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "../src/AppBundle.ts"
import * as ForgeTools from "../src/ForgeTools.ts"

const copy = mkdtempSync(join(tmpdir(), "entra-assets-manifest-"))
afterAll(() => rmSync(copy, { recursive: true }))
for (const path of ["src", "packages/forge-host/dist/admin-page"]) {
  cpSync(join(root, path), join(copy, path), { recursive: true })
}
const manifest = readFileSync(join(root, "manifest.yml"), "utf8")

const problemsWith = (...mistakes: ReadonlyArray<readonly [right: string, wrong: string]>) => {
  const changed = mistakes.reduce((text, [right, wrong]) => text.replace(right, wrong), manifest)
  writeFileSync(join(copy, "manifest.yml"), changed)
  return ForgeTools.validateManifest(copy)
}

it("names what does not fit the manifest's schema", async () => {
  const [problem] = await problemsWith(["nodejs24.x", "nodejs18.x"])
  assert.match(problem?.message ?? "", /^manifest\.yml:\d+:\d+ .*'nodejs18\.x'/u)
})

it("names a handler in no file, and a scope that does not exist", async () => {
  const problems = await problemsWith(["index.tick", "ticks.tick"], ["read:jira-user:", "read:jira-users:"])
  for (const name of ["ticks.tick", "read:jira-users"]) {
    assert.isTrue(problems.some(({ message }) => message.includes(`'${name}'`)), JSON.stringify(problems))
  }
})
