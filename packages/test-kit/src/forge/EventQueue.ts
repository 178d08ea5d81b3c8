/**
 * Forge's async events: takes pushes, brings events to their consumers at least once, and again when a consumer asks for
 * it or fails. Paths, bodies and statuses are those of `@forge/events`; limits follow the page on async events.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as Manifest from "../ForgeManifest.ts"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import type { ForgeUsage } from "../ForgeUsage.ts"
import type { Dice } from "../internal/Dice.ts"
import * as Respond from "../Respond.ts"
import type { WireRequest } from "./internal/WorkerMessages.ts"
import type { Chain, Invocation, Outcome, Start } from "./Invocation.ts"
import * as Retry from "./Retry.ts"
import type { Scheduled, Timeline } from "./Timeline.ts"

const mostEvents = 50
const mostBytes = 200 * 1024
const mostBytesForLongFunctions = 100 * 1024
const mostDelaySeconds = 900
const mostEventsInMinute = 500
const mostPushesInChain = 1000
const retentionMillis = 24 * 3_600_000

const Body = Schema.Record(Schema.String, Schema.Unknown)
const Push = Schema.Struct({
  queueName: Schema.String,
  jobId: Schema.String,
  payload: Schema.Array(Schema.Struct({
    body: Body,
    delayInSeconds: Schema.optionalKey(Schema.Number),
    concurrency: Schema.optionalKey(Schema.Struct({ key: Schema.String, limit: Schema.Int }))
  }))
})
const JobRequest = Schema.Struct({ queueName: Schema.String, jobId: Schema.String })
const decodePush = Schema.decodeUnknownResult(Schema.fromJsonString(Push))
const decodeJob = Schema.decodeUnknownResult(Schema.fromJsonString(JobRequest))

/** An event on its way, as tests see it. */
export interface PendingEvent {
  readonly eventId: string
  readonly jobId: string
  readonly queueName: string
  readonly body: Readonly<Record<string, unknown>>
  /** Virtual time of its delivery. */
  readonly dueAt: number
  readonly retryCount: number
}

interface QueuedEvent extends Omit<PendingEvent, "dueAt" | "retryCount"> {
  readonly consumer: Manifest.Module
  readonly chain: Chain
  readonly expiresAt: number
  readonly concurrency: { readonly key: string; readonly limit: number } | undefined
  readonly retry: Retry.RetryContext | undefined
}

export interface Options {
  readonly manifest: ForgeManifest
  readonly timeline: Timeline
  readonly switches: ForgeSwitches
  readonly usage: ForgeUsage
  readonly dice: Dice
  readonly start: (start: Start) => void
}

/** Who pushes. */
export type Pusher = Pick<Invocation, "functionKey" | "id" | "chain">

export interface EventQueue {
  /** `undefined` when the request is not for the queue. */
  readonly answer: (pusher: Pusher, request: Pick<WireRequest, "target" | "body">) => Response | undefined
  readonly pending: () => ReadonlyArray<PendingEvent>
  /** Forgets every event. */
  readonly clear: () => void
}

const answered = (status: number, message: string) => Respond.json(status, { code: status, message })

export const make = ({ dice, manifest, start, switches, timeline, usage }: Options): EventQueue => {
  const pending = new Map<Scheduled, PendingEvent>()
  const jobs = new Map<string, { success: number; inProgress: number; failed: number }>()
  const running = new Map<string, number>()
  const waiting: Array<QueuedEvent> = []
  let minute = { index: -1, events: 0 }
  let eventIds = 0

  const job = (jobId: string) => {
    const found = jobs.get(jobId) ?? { success: 0, inProgress: 0, failed: 0 }
    jobs.set(jobId, found)
    return found
  }

  /** Whether it may run for more than 55 seconds, which lowers some limits. */
  const isLong = (consumer: Manifest.Module): boolean => {
    const definition = manifest.modules.function.find(({ key }) => key === consumer.function)
    return definition !== undefined && Manifest.timeoutSeconds(definition, "consumer") > 55
  }

  // --- to the consumer ------------------------------------------------------------------------------------------------

  const schedule = (event: QueuedEvent, delayMillis: number): void => {
    if (dice.chance(switches.eventLostChance)) return
    const late = dice.chance(switches.eventLateChance) ? switches.eventLateMillis : 0
    const dueAt = timeline.now() + delayMillis + late + dice.below(switches.eventSpreadMillis + 1)
    const scheduled: Scheduled = timeline.at(
      dueAt,
      Effect.sync(() => {
        pending.delete(scheduled)
        deliver(event)
      })
    )
    const { body, eventId, jobId, queueName } = event
    pending.set(scheduled, { body, eventId, jobId, queueName, dueAt, retryCount: event.retry?.retryCount ?? 0 })
  }

  const deliver = (event: QueuedEvent): void => {
    const { body, chain, concurrency, consumer, eventId, jobId, queueName, retry } = event
    if (concurrency !== undefined) {
      const others = running.get(concurrency.key) ?? 0
      if (others >= concurrency.limit) {
        waiting.push(event)
        return
      }
      running.set(concurrency.key, others + 1)
    }
    start({
      functionKey: consumer.function,
      module: consumer,
      event: { body, queueName, jobId, eventId, ...(retry !== undefined && { retryContext: retry }) },
      chain,
      onEnd: (outcome) => {
        if (concurrency !== undefined) {
          running.set(concurrency.key, (running.get(concurrency.key) ?? 1) - 1)
          for (const next of waiting.splice(0)) deliver(next)
        }
        ended(event, outcome)
      }
    })
  }

  const ended = (event: QueuedEvent, outcome: Outcome): void => {
    const retry = Retry.after(outcome, {
      retryCount: event.retry?.retryCount ?? 0,
      retryData: event.retry?.retryData,
      retryFailed: switches.retryFailedEvents,
      needsData: isLong(event.consumer),
      violate: (limit, detail) =>
        usage.violate({
          limit,
          detail,
          functionKey: event.consumer.function,
          invocationId: event.eventId,
          at: timeline.now()
        })
    })
    const counts = job(event.jobId)
    if (retry === undefined || timeline.now() + retry.afterMillis > event.expiresAt) {
      counts.inProgress--
      if (outcome._tag === "Returned" && retry === undefined) counts.success++
      else counts.failed++
      return
    }
    schedule({ ...event, retry: retry.context }, retry.afterMillis)
  }

  // --- from the app ---------------------------------------------------------------------------------------------------

  const publish = (pusher: Pusher, body: string): Response => {
    const decoded = decodePush(body)
    if (Result.isFailure(decoded)) return answered(400, `The push is not valid: ${decoded.failure.message}`)
    const { jobId, payload, queueName } = decoded.success
    const violate = (limit: string, detail: string) =>
      usage.violate({
        limit,
        detail,
        functionKey: pusher.functionKey,
        invocationId: pusher.id,
        at: timeline.now()
      })

    const module = manifest.modules.consumer?.find(({ queue }) => queue === queueName)
    const consumer = Manifest.modules(manifest).find(({ key, type }) => type === "consumer" && key === module?.key)
    if (consumer === undefined) return answered(400, `The manifest has no consumer of the queue ${queueName}`)
    if (payload.length === 0 || payload.length > mostEvents) {
      return answered(400, `A push has 1 to ${mostEvents} events`)
    }
    if (payload.some(({ delayInSeconds = 0 }) => delayInSeconds < 0 || delayInSeconds > mostDelaySeconds)) {
      return answered(400, `A delay has 0 to ${mostDelaySeconds} seconds`)
    }
    const mostForOne = isLong(consumer) ? mostBytesForLongFunctions : mostBytes
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
    if (bytes(payload) > mostBytes || payload.some(({ body }) => bytes(body) > mostForOne)) {
      violate("pushBytes", `${bytes(payload)} bytes`)
      return Respond.json(413, { errorMessage: `At most ${mostBytes} bytes in a push, ${mostForOne} in an event` })
    }

    pusher.chain.pushes++
    usage.add("pushes")
    usage.raise("longestChain", pusher.chain.pushes)
    if (pusher.chain.pushes > mostPushesInChain) {
      violate("pushChain", `push ${pusher.chain.pushes} of its chain`)
      return answered(405, "The limit of pushes that follow each other is reached")
    }
    const index = Math.floor(timeline.now() / 60_000)
    if (minute.index !== index) minute = { index, events: 0 }
    if (minute.events + payload.length > mostEventsInMinute) {
      violate("eventsPerMinute", `more than ${mostEventsInMinute} events in a minute`)
      return answered(429, "Too many events")
    }
    minute.events += payload.length

    const failed = dice.chance(switches.pushPartlyFailsChance) ? dice.below(payload.length) : undefined
    for (const [position, { body, concurrency, delayInSeconds = 0 }] of payload.entries()) {
      if (position === failed) continue
      const event: QueuedEvent = {
        eventId: `event-${++eventIds}`,
        jobId,
        queueName,
        body,
        consumer,
        chain: pusher.chain,
        concurrency,
        expiresAt: timeline.now() + delayInSeconds * 1000 + retentionMillis,
        retry: undefined
      }
      usage.add("pushedEvents")
      const copies = dice.chance(switches.eventDuplicatedChance) ? 2 : 1
      job(jobId).inProgress += copies
      for (let copy = 0; copy < copies; copy++) schedule(event, delayInSeconds * 1000)
    }
    if (dice.chance(switches.queueAnswerLostChance)) return Respond.networkError()
    return failed === undefined
      ? Respond.json(201, {})
      : Respond.json(202, { failedEvents: [{ index: failed, errorMessage: "The event was not taken" }] })
  }

  const asked = (body: string, answer: (jobId: string) => Response): Response => {
    const decoded = decodeJob(body)
    if (Result.isFailure(decoded)) return answered(400, "queueName and jobId are needed")
    return jobs.has(decoded.success.jobId) ? answer(decoded.success.jobId) : answered(404, "There is no such job")
  }

  const cancel = (jobId: string): Response => {
    for (const [scheduled, event] of pending) {
      if (event.jobId !== jobId) continue
      scheduled.cancel()
      pending.delete(scheduled)
      job(jobId).inProgress--
    }
    return Respond.json(204, undefined)
  }

  return {
    answer: (pusher, { body, target }) => {
      if (target.startsWith("/webhook/queue/publish/")) return publish(pusher, body)
      if (target.startsWith("/webhook/queue/stats/")) return asked(body, (jobId) => Respond.json(200, job(jobId)))
      return target.startsWith("/webhook/queue/cancel/") ? asked(body, cancel) : undefined
    },
    pending: () => [...pending.values()].sort((one, other) => one.dueAt - other.dueAt),
    clear: () => {
      for (const scheduled of pending.keys()) scheduled.cancel()
      pending.clear()
      waiting.length = 0
    }
  }
}
