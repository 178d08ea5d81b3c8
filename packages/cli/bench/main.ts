/**
 * `npm run bench`: speed and memory at several sizes, as numbers for people. Every part runs in a fresh process with a
 * limited heap, against simulators in another one; so small sizes also show what it costs to start cold.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import { availableParallelism } from "node:os"
import * as Complaint from "../src/Complaint.ts"
import { UsageError } from "../src/UsageError.ts"
import * as Part from "./Part.ts"
import * as Process from "./Process.ts"
import * as Results from "./Results.ts"

/** Runs of each size; the largest takes long enough to need no median. */
const runsOf = (people: number): number => people > 10_000 ? 1 : 3

const toSizes = (text: string): Effect.Effect<ReadonlyArray<number>, UsageError> => {
  const sizes = text.split(",").map((size) => /^\d{1,7}$/u.test(size.trim()) ? Number(size) : 0)
  return sizes.every((size) => size >= 200)
    ? Effect.succeed(sizes)
    : Effect.fail(new UsageError({ message: `--sizes ${text}: give whole numbers from 200 on, such as 1000,10000.` }))
}

/** All parts once, against simulators of their own, so that the schema is empty at first. */
const runOnce = Effect.fnUntraced(function*(people: number) {
  const files = yield* FileSystem.FileSystem
  const folder = yield* files.makeTempDirectoryScoped({ prefix: "entra-assets-bench-" })
  const services = yield* Effect.result(Process.simulators(people, folder))
  return yield* Effect.forEach(Part.parts, (part) =>
    Effect.fromResult(services).pipe(
      Effect.flatMap((line) => Process.engine(part, people, folder, line)),
      Effect.result,
      Effect.map((outcome): Results.Run => ({ people, part, outcome })),
      Effect.tap(() => Console.error(`  ${Part.labels[part]}`))
    ))
}, Effect.scoped)

const bench = Command.make(
  "bench",
  {
    sizes: Flag.String("sizes").pipe(
      Flag.withDescription("People in Entra ID, separated by commas"),
      Flag.withDefault("1000,10000,100000")
    )
  },
  Effect.fnUntraced(function*({ sizes }) {
    const runs: Array<Results.Run> = []
    for (const people of yield* toSizes(sizes)) {
      for (let run = 1; run <= runsOf(people); run++) {
        yield* Console.error(`${people.toLocaleString("en")} people, run ${run} of ${runsOf(people)}`)
        runs.push(...yield* runOnce(people))
      }
    }
    yield* Console.log(Results.render(runs))
    yield* Console.log(
      `Medians of 3 runs, one run above 10,000 people. Every part in a process of its own with --max-old-space-size=${Process.heapMiB}; ` +
        `Node ${process.version}, ${availableParallelism()} CPUs, simulators on the same machine.`
    )
  })
).pipe(Command.withDescription("Speed and memory of the plan alone and of the whole sync"))

bench.pipe(
  Command.run({ version: "0.1.0" }),
  Effect.onError(Complaint.print),
  Effect.provide(Layer.merge(NodeServices.layer, CliOutput.layerPresenter(Complaint.presenter))),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
