/**
 * The measured process. Arguments: the part to measure, people, the folder with the data, and the simulators' line.
 * Prints one line (`Measurement`).
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { join } from "node:path"
import * as Logs from "../src/Logs.ts"
import * as Part from "./Part.ts"
import * as Peak from "./Peak.ts"
import * as PlainJavaScript from "./PlainJavaScript.ts"
import * as PlanAlone from "./PlanAlone.ts"
import * as Services from "./Services.ts"
import * as WholeSync from "./WholeSync.ts"

const [name, size, folder = "", line] = process.argv.slice(2)

Effect.gen(function*() {
  const part = yield* Part.decode(name)
  const people = Number(size)
  const services = yield* Services.decode(line)
  const plans = join(folder, "plans")
  const measure = {
    plain: PlainJavaScript.run(folder, people),
    plan: PlanAlone.run(folder, people),
    first: WholeSync.previewAndApply(plans, services),
    later: WholeSync.laterPreview(plans, services)
  }[part]
  yield* Console.log(yield* Schema.encodeEffect(Schema.fromJsonString(Peak.Measurement))(yield* measure))
}).pipe(Effect.provide(Layer.merge(NodeServices.layer, Logs.layer)), NodeRuntime.runMain)
