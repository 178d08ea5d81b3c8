/** How long the packed app takes to load, which every cold start of a function pays: medians of fresh processes. */
import { execFileSync } from "node:child_process"
import { statSync } from "node:fs"
import * as AppBundle from "../src/AppBundle.ts"

const processes = 9

const require = `
const startedAt = performance.now()
require(process.argv[1])
process.stdout.write(String(performance.now() - startedAt))
`

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const file = AppBundle.file()
const millis = Array.from(
  { length: processes },
  () => Number(execFileSync(process.execPath, ["--eval", require, file], { encoding: "utf8" }))
)
const megabytes = (statSync(file).size / 1_000_000).toFixed(2)
process.stdout.write(
  `Forge app: ${megabytes} MB, loaded in ${Math.round(median(millis))} ms (median of ${processes} processes)\n`
)
