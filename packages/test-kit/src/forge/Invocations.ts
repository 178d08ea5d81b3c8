/**
 * Every invocation from its start to its end: its thread, its requests on their way there and back, its timers, its
 * time-out, and what it used. One thread works at a time; the timeline says which is next.
 */
import * as Effect from "effect/Effect"
import { dirname, extname, join } from "node:path"
import { ForgeFailure } from "../ForgeFailure.ts"
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as Manifest from "../ForgeManifest.ts"
import type { ForgeUsage } from "../ForgeUsage.ts"
import { CutResponse, text } from "../internal/Body.ts"
import type { Network } from "../Network.ts"
import * as Respond from "../Respond.ts"
import * as Egress from "./Egress.ts"
import type { Idle, InvocationData, WireAnswer, WireRequest } from "./internal/WorkerMessages.ts"
import type { Invocation, Outcome, Start } from "./Invocation.ts"
import * as InvocationThread from "./InvocationThread.ts"
import * as KillPlan from "./KillPlan.ts"
import type { Services } from "./Services.ts"
import type { Scheduled, Timeline } from "./Timeline.ts"

/** One thing that happened, for whoever wants to compare two runs. */
export interface TraceEntry {
  readonly at: number
  readonly invocationId: string
  /** `began`, `asked`, `answered`, `ended`. */
  readonly what: string
  readonly detail: string
}

export interface LogLine {
  readonly at: number
  readonly functionKey: string
  readonly invocationId: string
  readonly level: string
  readonly text: string
}

export interface Options {
  /** A file among the bundles; a handler's module names the one that is loaded. */
  readonly bundle: string
  readonly manifest: ForgeManifest
  readonly timeline: Timeline
  readonly services: Services
  readonly network: Network
  readonly usage: ForgeUsage
  readonly egress: Egress.Egress
  /** Answers requests to the site, the platform and the store. */
  readonly serve: (invocation: Invocation, request: WireRequest) => Effect.Effect<Response>
  readonly describe: (invocation: Invocation) => Pick<InvocationData, "context" | "runtime">
  readonly seed: string
  readonly mostTurnMillis: number
  readonly trace: (entry: TraceEntry) => void
}

interface Running {
  readonly invocation: Invocation
  readonly thread: InvocationThread.InvocationThread
  readonly timeout: Scheduled
  /** Requests that it has no answer to yet. */
  readonly asked: Set<number>
  /** When its next timer is due. */
  wake: (Scheduled & { readonly at: number }) | undefined
}

export interface Invocations {
  /** Begins at once, in virtual time. */
  readonly start: (start: Start) => void
  readonly running: () => ReadonlyArray<Invocation>
  /** How many died. */
  readonly kill: (filter: KillPlan.KillFilter) => Effect.Effect<number>
  readonly killPlan: KillPlan.KillPlan
  readonly logs: () => ReadonlyArray<LogLine>
  readonly stopAll: Effect.Effect<void>
}

const logLinesPerMinute = 100
const mostLogBytes = 200 * 1024

export const make = (options: Options): Invocations => {
  const { describe, egress, manifest, network, serve, services, timeline, trace, usage } = options
  const running = new Map<string, Running>()
  const killPlan = KillPlan.make()
  const logs: Array<LogLine> = []
  const memoryMB = Manifest.memoryMB(manifest)
  const threads = InvocationThread.pool({ memoryMB, mostTurnMillis: options.mostTurnMillis })
  let invocations = 0

  const traced = ({ id }: Invocation, what: string, detail: string) =>
    trace({ at: timeline.now(), invocationId: id, what, detail })

  const violate = ({ functionKey, id }: Invocation, limit: string, detail: string) =>
    usage.violate({ limit, detail, functionKey, invocationId: id, at: timeline.now() })

  // --- from start to end ----------------------------------------------------------------------------------------------

  const begin = (start: Start): Effect.Effect<void> =>
    Effect.suspend(() => {
      const definition = manifest.modules.function.find(({ key }) => key === start.functionKey)
      const number = ++invocations
      const timeoutSeconds = definition === undefined
        ? 25
        : Manifest.timeoutSeconds(definition, start.module?.type)
      const invocation: Invocation = {
        ...start,
        id: `invocation-${number}`,
        startedAt: timeline.now(),
        timeoutSeconds,
        chain: start.chain ?? { pushes: 0 },
        requests: 0,
        egressCalls: 0,
        logLines: 0,
        logBytes: 0,
        aborted: new Set(),
        ended: false
      }
      usage.began(start.functionKey)
      traced(invocation, "began", start.functionKey)
      if (definition === undefined) {
        return finish(invocation, failed(invocation, "Threw", "The manifest has no such function"))
      }
      const dot = definition.handler.lastIndexOf(".")
      const deadline = invocation.startedAt + timeoutSeconds * 1000
      const thread = threads.take()
      const data: InvocationData = {
        bundle: join(
          dirname(options.bundle),
          `${definition.handler.slice(0, dot)}${extname(options.bundle)}`
        ),
        exportName: definition.handler.slice(dot + 1),
        seed: `${options.seed} ${invocation.id}`,
        now: invocation.startedAt,
        deadline,
        event: start.event,
        ...describe(invocation)
      }
      const timeout = timeline.at(
        deadline,
        Effect.suspend(() => {
          const died = thread.death()
          if (died !== undefined) return end(invocation, failed(invocation, died.reason, died.detail))
          const stalled = run.wake === undefined && run.asked.size === 0
          const detail = `after ${timeoutSeconds} s${stalled ? ", waiting for nothing, or for real work" : ""}`
          return end(invocation, failed(invocation, "TimedOut", detail))
        })
      )
      const run: Running = { invocation, thread, timeout, wake: undefined, asked: new Set() }
      running.set(invocation.id, run)
      return Effect.flatMap(thread.begin(data), (turn) => took(run, turn))
    })

  const failed = (invocation: Invocation, reason: ForgeFailure["reason"], detail: string): Outcome => ({
    _tag: "Failed",
    failure: new ForgeFailure({ reason, functionKey: invocation.functionKey, detail })
  })

  const end = (invocation: Invocation, outcome: Outcome): Effect.Effect<void> =>
    Effect.suspend(() => {
      const run = running.get(invocation.id)
      if (run === undefined) return Effect.void
      running.delete(invocation.id)
      run.timeout.cancel()
      run.wake?.cancel()
      return Effect.andThen(run.thread.stop, finish(invocation, outcome))
    })

  const finish = (invocation: Invocation, outcome: Outcome): Effect.Effect<void> =>
    Effect.sync(() => {
      invocation.ended = true
      const reason = outcome._tag === "Failed" ? outcome.failure.reason : "Returned"
      const billed = reason === "OutOfMemory" || reason === "TimedOut" || reason === "Stuck"
        ? invocation.timeoutSeconds
        : (timeline.now() - invocation.startedAt) / 1000
      usage.ended(reason)
      usage.add("gigabyteSeconds", (billed * memoryMB) / 1024)
      usage.raise("mostEgressCallsInInvocation", invocation.egressCalls)
      traced(invocation, "ended", reason)
      invocation.onEnd(outcome)
    })

  // --- turns ----------------------------------------------------------------------------------------------------------

  const took = (run: Running, turn: InvocationThread.Turn): Effect.Effect<void> => {
    const { invocation } = run
    if (turn._tag === "Died") {
      if (turn.stack !== undefined) write(invocation, "error", turn.stack)
      return end(invocation, failed(invocation, turn.reason, turn.detail))
    }
    const { idle } = turn
    usage.raise("mostHeapBytes", idle.heapBytes)
    heard(invocation, idle)
    for (const id of idle.aborted) {
      invocation.aborted.add(id)
      run.asked.delete(id)
    }
    return Effect.gen(function*() {
      for (const request of idle.requests) {
        invocation.requests++
        yield* send(run, request)
        if (killPlan.isDue(invocation)) return yield* end(invocation, failed(invocation, "Killed", "by the plan"))
      }
      if (idle.result !== undefined) return yield* end(invocation, outcomeOf(invocation, idle.result))
      wakeAt(run, idle.nextTimer)
    })
  }

  const wakeAt = (run: Running, at: number | undefined): void => {
    if (run.wake?.at === at) return
    run.wake?.cancel()
    if (at === undefined) {
      run.wake = undefined
      return
    }
    const wake = Effect.suspend(() => {
      run.wake = undefined
      return resume(run, [])
    })
    run.wake = { at, ...timeline.at(at, wake) }
  }

  const resume = (
    run: Running,
    answers: ReadonlyArray<{ readonly id: number; readonly answer: WireAnswer }>
  ): Effect.Effect<void> =>
    Effect.suspend(() =>
      run.invocation.ended
        ? Effect.void
        : Effect.flatMap(run.thread.resume({ now: timeline.now(), answers }), (turn) => took(run, turn))
    )

  const outcomeOf = (invocation: Invocation, result: NonNullable<Idle["result"]>): Outcome => {
    if (result._tag === "Threw") {
      write(invocation, "error", result.stack)
      return failed(invocation, "Threw", result.message)
    }
    return { _tag: "Returned", value: result.json === undefined ? undefined : JSON.parse(result.json) }
  }

  const heard = (invocation: Invocation, { logs: lines }: Idle): void => {
    const mostLines = logLinesPerMinute * Math.ceil(invocation.timeoutSeconds / 60)
    for (const { level, text } of lines) {
      const bytes = Buffer.byteLength(text)
      const before = { lines: invocation.logLines, bytes: invocation.logBytes }
      invocation.logLines++
      invocation.logBytes += bytes
      usage.add("logLines")
      usage.add("logBytes", bytes)
      if (before.lines === mostLines) violate(invocation, "logLines", `more than ${mostLines} lines`)
      if (before.bytes <= mostLogBytes && invocation.logBytes > mostLogBytes) {
        violate(invocation, "logBytes", `more than ${mostLogBytes} bytes`)
      }
      write(invocation, level, text)
    }
  }

  const write = ({ functionKey, id }: Invocation, level: string, text: string): void => {
    logs.push({ at: timeline.now(), functionKey, invocationId: id, level, text })
  }

  // --- requests -------------------------------------------------------------------------------------------------------

  const send = (run: Running, request: WireRequest): Effect.Effect<void> =>
    Effect.suspend(() => {
      const { invocation } = run
      run.asked.add(request.id)
      traced(invocation, "asked", `${request.id} ${request.remote} ${request.method} ${request.target}`)
      const refused = refuse(invocation, request)
      if (refused !== undefined) {
        timeline.at(timeline.now(), deliver(run, request, refused))
        return Effect.void
      }
      if (request.remote === "jira") usage.add("jiraRequests")
      return services.run(network.passage, ({ arrivesAlone, backMillis, thereMillis }) => {
        const arrive = Effect.suspend(() => {
          const isAlone = invocation.ended || invocation.aborted.has(request.id)
          if (isAlone && !arrivesAlone) return Effect.void
          const handled = request.remote === "egress" ? egress.handle(request) : serve(invocation, request)
          return services.run(Effect.flatMap(handled, onTheWire), (answer) => {
            timeline.at(timeline.now() + backMillis, deliver(run, request, answer))
          })
        })
        timeline.at(timeline.now() + thereMillis, arrive)
      })
    })

  /** What the proxy before the world outside does not let through. */
  const refuse = (invocation: Invocation, request: WireRequest): WireAnswer | undefined => {
    if (request.remote !== "egress") return undefined
    const denied = egress.denied(request)
    if (denied !== undefined) {
      violate(invocation, "egressHost", new URL(request.target).host)
      return denied
    }
    usage.add("egressCalls")
    const most = Egress.limit(invocation.timeoutSeconds)
    if (++invocation.egressCalls <= most) return undefined
    violate(invocation, "egressCalls", `call ${invocation.egressCalls} of ${most}`)
    return {
      _tag: "Response",
      status: 429,
      headers: [["content-type", "application/json"]],
      body: JSON.stringify({ code: 429, message: "Too many requests" }),
      cut: false
    }
  }

  const deliver = (run: Running, request: WireRequest, answer: WireAnswer): Effect.Effect<void> =>
    Effect.suspend(() => {
      const { invocation } = run
      if (invocation.ended || invocation.aborted.has(request.id)) return Effect.void
      run.asked.delete(request.id)
      traced(invocation, "answered", `${request.id} ${answer._tag === "Response" ? answer.status : answer.message}`)
      return resume(run, [{ id: request.id, answer }])
    })

  const kill = (filter: KillPlan.KillFilter): Effect.Effect<number> =>
    Effect.suspend(() => {
      const chosen = [...running.values()].map(({ invocation }) => invocation).filter((invocation) =>
        KillPlan.matches(filter, invocation)
      )
      return Effect.as(
        Effect.forEach(chosen, (invocation) => end(invocation, failed(invocation, "Killed", "by the test"))),
        chosen.length
      )
    })

  return {
    start: (start) => {
      timeline.at(timeline.now(), begin(start))
    },
    running: () => [...running.values()].map(({ invocation }) => invocation),
    kill,
    killPlan,
    logs: () => [...logs],
    stopAll: Effect.suspend(() =>
      Effect.forEach([...running.values()], ({ invocation, thread, timeout, wake }) => {
        invocation.ended = true
        timeout.cancel()
        wake?.cancel()
        return thread.stop
      }, { discard: true })
    ).pipe(Effect.andThen(threads.stop))
  }
}

/** A response as it goes to the thread. */
const onTheWire = (response: Response): Effect.Effect<WireAnswer> => {
  if (Respond.isNetworkError(response)) {
    return Effect.succeed({ _tag: "Rejected", name: "TypeError", message: "fetch failed" })
  }
  const { status } = response
  const headers = [...response.headers]
  return response instanceof CutResponse
    ? Effect.succeed({ _tag: "Response", status, headers, body: "{", cut: true })
    : Effect.map(text(response), (body) => ({ _tag: "Response", status, headers, body, cut: false }))
}
