/**
 * The simulators' process. Arguments: people, and a folder for the data of the parts that need no services. Prints one
 * line (`Services`) and waits until it is killed.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Simulators from "../src/Simulators.ts"
import * as Company from "./Company.ts"
import * as Services from "./Services.ts"

const [people, folder = ""] = process.argv.slice(2)

Effect.gen(function*() {
  const organisation = yield* Generator.generate({ people: Number(people), seed: 1 })
  yield* Company.write(folder, organisation)
  const { atlassian, baseUrls } = yield* Simulators.start({ organisation, publishedLimits: false })
  yield* Console.log(
    yield* Services.encode({
      baseUrls: Object.fromEntries(baseUrls),
      tenantId: organisation.tenantId,
      clientId: EntraSimulator.defaultApp.clientId,
      clientSecret: EntraSimulator.defaultApp.secret,
      cloudId: atlassian.cloudId,
      accessToken: atlassian.appToken,
      objectAllowance: atlassian.switches.objectAllowance
    })
  )
  return yield* Effect.never
}).pipe(Effect.scoped, Effect.provide(NodeServices.layer), NodeRuntime.runMain)
