/**
 * A company's services and a host, all in this process and in virtual time: a day takes no longer than what is done in
 * it. Nothing here leaves virtual time, so sign-in and digest are not those of a real host.
 */
import * as AccessToken from "@entra-assets/core/graph/AccessToken"
import * as TokenEndpoint from "@entra-assets/core/graph/TokenEndpoint"
import type { Settings } from "@entra-assets/core/model/Settings"
import * as MemoryLeaseStore from "@entra-assets/core/sync/MemoryLeaseStore"
import * as PlanStore from "@entra-assets/core/sync/PlanStore"
import * as RunStore from "@entra-assets/core/sync/RunStore"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Network from "@entra-assets/test-kit/Network"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import type * as Context from "effect/Context"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import type * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import { createHash } from "node:crypto"
import * as Company from "../Company.ts"
import * as Engine from "../Engine.ts"
import * as Simulators from "../Simulators.ts"
import type { Host } from "./MortalProcess.ts"

/** Web Crypto answers when it likes. */
const digest = Layer.succeed(Digest.Digest, {
  digest: ({ name }, data) => Effect.sync(() => new Uint8Array(createHash(name).update(data).digest())),
  digestHex: ({ name }, data) => Effect.sync(() => createHash(name).update(data).digest("hex"))
})

/** As within one region; a request whose sender dies arrives all the same as often as not. */
const network = Network.latency({ minMillis: 5, maxMillis: 60, arrivesAlone: 0.5 })

/** How long a search does not know of a write. */
const indexDelayMillis = 5000

/** The request that MSAL would send, without its promises. */
const signIn = ({ entra }: Simulators.Services) =>
  AccessToken.layer(TokenEndpoint.grant(
    HttpClientRequest.post(`https://${entra.loginHost}/${entra.tenant.tenantId}/oauth2/v2.0/token`).pipe(
      HttpClientRequest.bodyUrlParams({
        grant_type: "client_credentials",
        client_id: EntraSimulator.defaultApp.clientId,
        client_secret: EntraSimulator.defaultApp.secret,
        scope: `https://${entra.graphHost}/.default`
      })
    )
  ))

export interface VirtualSite {
  readonly services: Simulators.Services
  readonly settings: Settings
  /** The network, and the stores with all that is in them. */
  readonly host: Context.Context<Host | RunStore.RunStore | PlanStore.PlanStore>
  /** The engine as a new process has it. */
  readonly engine: ReturnType<typeof Engine.layer>
}

export const make = Effect.fnUntraced(function*(
  options: Simulators.ServiceOptions
): Effect.fn.Return<VirtualSite, never, Scope.Scope> {
  const services = yield* Simulators.make(options)
  const { atlassian, entra } = services
  atlassian.switches.indexDelayMillis = indexDelayMillis
  const settings = yield* Company.settingsOf(options.organisation, atlassian)
  const stores = Layer.mergeAll(KeyValueStore.layerMemory, MemoryLeaseStore.layer, digest)
  const host = yield* Layer.build(Layer.fresh(
    RunStore.layer.pipe(
      Layer.provideMerge(PlanStore.layer),
      Layer.provideMerge(stores),
      Layer.merge(SimulatorHttpClient.layer([entra, atlassian], { network }))
    )
  ))
  const site = Company.siteOf(settings, atlassian, options.publishedLimits)
  // Nothing in the memory of one process is there in the next.
  return { services, settings, host, engine: Layer.fresh(Engine.layer(site, signIn(services))) }
})

/** Work that is under way, for as long as it is given time. */
export interface Underway<A, E> {
  /** Gives it so long, and answers how it ended; `undefined` when it has not. */
  readonly goOn: (millis: number) => Effect.Effect<Exit.Exit<A, E> | undefined>
  /** Lets it go, without waiting for its end. */
  readonly abandon: Effect.Effect<void>
}

export const begin = Effect.fnUntraced(function*<A, E>(work: Effect.Effect<A, E>): Effect.fn.Return<Underway<A, E>> {
  // The clock waits only for those whom it has woken.
  const fiber = yield* Effect.forkDetach(Effect.delay(work, 1), { startImmediately: true })
  yield* TestClock.adjust(1)
  return {
    goOn: (millis) => Effect.andThen(TestClock.adjust(millis), Effect.sync(() => fiber.pollUnsafe())),
    abandon: Effect.asVoid(Effect.forkDetach(Fiber.interrupt(fiber)))
  }
})

/** Lets time pass until `work` is done. */
export const complete = Effect.fnUntraced(function*<A, E>(work: Effect.Effect<A, E>): Effect.fn.Return<A, E> {
  const { goOn } = yield* begin(work)
  while (true) {
    const exit = yield* goOn(1000)
    if (exit !== undefined) return yield* exit
  }
})

/** Its own clock, which stands still but for `goOn`. However long the computer takes is no concern of it. */
export const clock = TestClock.layer({ warningDelay: "1 hour" })
