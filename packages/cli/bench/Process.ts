/** The benchmark's other processes: the simulators, and the measured engine in a heap of limited size. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as ChildProcess from "effect/process/ChildProcess"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { fileURLToPath } from "node:url"
import type { Part } from "./Part.ts"
import * as Peak from "./Peak.ts"

/** A process ended without a result, or took too long; the message is short enough for a table. */
export class NotFinished extends Schema.TaggedError<NotFinished>()("NotFinished", { message: Schema.String }) {}

/** The old space that the measured process gets, in MiB (`--max-old-space-size`). */
export const heapMiB = 256

const longest = "15 minutes"

const start = (file: string, args: ReadonlyArray<string>, flags: ReadonlyArray<string> = []) =>
  ChildProcess.make(process.execPath, [...flags, fileURLToPath(new URL(file, import.meta.url)), ...args], {
    stdin: "ignore",
    detached: false,
    forceKillAfter: "5 seconds"
  })

const notFinished = ({ message }: { readonly message: string }) => new NotFinished({ message })

const isAnswer = (line: string) => line.startsWith("{")

/** The one line that the program prints, or else the first line that names an error. */
const answer = (command: ChildProcess.Command) =>
  Effect.gen(function*() {
    const { all } = yield* command
    const line = yield* all.pipe(
      Stream.decodeText,
      Stream.splitLines,
      Stream.filter((line) => isAnswer(line) || /error/iu.test(line)),
      Stream.runHead
    )
    if (Option.isSome(line) && isAnswer(line.value)) return line.value
    return yield* new NotFinished({ message: Option.getOrElse(line, () => "it ended without a word") })
  }).pipe(
    Effect.catchTag("PlatformError", (error) => Effect.fail(notFinished(error))),
    Effect.timeoutOrElse({
      duration: longest,
      orElse: () => Effect.fail(new NotFinished({ message: `it took more than ${longest}` }))
    })
  )

/** The line of simulators that run until the scope closes. They also put the data of the other parts into `folder`. */
export const simulators = (people: number, folder: string) => answer(start("simulators.ts", [String(people), folder]))

const decodeMeasurement = Schema.decodeUnknownEffect(Schema.fromJsonString(Peak.Measurement))

/** Measures one part in a fresh process; `services` is the simulators' line. */
export const engine = (part: Part, people: number, folder: string, services: string) =>
  answer(start("engine.ts", [part, String(people), folder, services], [`--max-old-space-size=${heapMiB}`])).pipe(
    Effect.flatMap((line) => Effect.mapError(decodeMeasurement(line), notFinished)),
    Effect.scoped
  )
