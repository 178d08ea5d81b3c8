/**
 * `npm run admin`: the admin page on localhost, with a made-up company behind it. `--people N` (500) or `--csv FILE`;
 * `--seed S` (1), `--port P` (8020), `--speed F`: simulated seconds in a second (10).
 */
import * as DirectoryCsv from "@entra-assets/test-kit/DirectoryCsv"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import * as SimulatedSite from "../SimulatedSite.ts"
import * as AdminHost from "./AdminHost.ts"

const complain = (message: string): never => {
  process.stderr.write(`admin: ${message}\n`)
  return process.exit(2)
}

const options = (() => {
  try {
    return parseArgs({
      options: {
        people: { type: "string", default: "500" },
        csv: { type: "string" },
        seed: { type: "string", default: "1" },
        port: { type: "string", default: "8020" },
        speed: { type: "string", default: "10" }
      }
    }).values
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error))
  }
})()

const wholeNumber = (name: "people" | "port" | "speed"): number =>
  /^\d{1,6}$/u.test(options[name])
    ? Number(options[name])
    : complain(`--${name} ${options[name]}: give a whole number.`)

const text = (file: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return complain(`${file}: the file cannot be read. Check the path after --csv.`)
  }
}

const people = wholeNumber("people")
const port = wholeNumber("port")
const speed = wholeNumber("speed")

const serve = Effect.gen(function*() {
  const { csv, seed } = options
  const organisation = csv === undefined
    ? yield* Generator.generate({ people, seed })
    : yield* DirectoryCsv.parse(text(csv)).pipe(
      Effect.mapError(({ message }) => complain(`${csv}: ${message}`))
    )
  const startAt = yield* Clock.currentTimeMillis
  const site = yield* SimulatedSite.make({
    organisation,
    seed,
    startAt,
    publishedLimits: true,
    ...SimulatedSite.anAdmin(organisation)
  })
  yield* site.forge.install
  const locale = Intl.DateTimeFormat().resolvedOptions()
  const { url } = yield* AdminHost.make({ site, speed, port, locale: locale.locale, timeZone: locale.timeZone })
  process.stdout.write(
    `The admin page is at ${url} (a company of ${organisation.people.length} people; Ctrl-C ends it).\n`
      + "What to type in is under \"Microsoft's portal\".\n"
  )
  return yield* Effect.never
})

await Effect.runPromise(Effect.scoped(serve)).catch((error: unknown) =>
  complain(
    error instanceof Error && "code" in error && error.code === "EADDRINUSE"
      ? `port ${port} is taken. Choose another one with --port.`
      : String(error)
  )
)
