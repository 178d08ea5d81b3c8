/**
 * Watches what runs send and what of it takes effect: each write belongs to an entry of the plan that is being applied,
 * is sent under the lease, and leaves alone whoever moved; and what a run says of itself at its end is so.
 */
import type { LeaseRecord } from "@entra-assets/core/model/Lease"
import type { Run } from "@entra-assets/core/sync/Run"
import type { ObjectChange, Values } from "@entra-assets/test-kit/AssetsAdmin"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { Durable } from "./Durable.ts"
import type { PromiseName } from "./Promises.ts"
import * as StoredPlan from "./StoredPlan.ts"
import type { World } from "./World.ts"

export interface Options {
  readonly world: World
  readonly durable: Durable
  /** Time that passes and never jumps, and the time on the wall, in milliseconds. */
  readonly now: () => number
  readonly wallNow: () => number
  readonly violate: (promise: PromiseName, message: string) => void
}

/** A process that works on a run, as it is seen from outside. */
export interface Worker {
  readonly runId: string
  /** The record of the lease that it set last. */
  lease: LeaseRecord | null
  /** When it asked last for the record of this object, or of this person. */
  readonly looked: Map<string, number>
}

export interface RunWatch {
  /** A request leaves. */
  readonly sending: (worker: Worker, request: HttpClientRequest.HttpClientRequest) => void
  /** A run has begun: what earlier ones have read is gone, even if they died while they were removing it. */
  readonly started: (runId: string) => void
  /** A run has come to its end, or stopped for somebody to decide. */
  readonly ended: (run: Run) => void
  /** Since when the engine can have known what it writes to this record now. */
  readonly knownSince: (objectId: string, entraId: string | null) => number | undefined
}

interface Sent {
  readonly runId: string
  readonly planId: string
  readonly at: number
  /** When the record was looked at before. */
  readonly lookedAt: number
}

/** What took effect of one run's writes. */
interface Effects {
  readonly created: Set<string>
  readonly updated: Set<string>
  /**
   * People who had a record when a create for them was sent, which the search before had not shown. Assets refuses it,
   * and one that says what was planned counts as created: nobody can tell it from one whose answer was lost.
   */
  readonly met: Set<string>
}

/** A write's time-out and the margin; the lease has to last for them when it is sent. */
const permitMillis = 35_000
/** A request takes no longer than this to take effect. */
const longestMillis = 2 * 60_000

const guids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu

export const make = ({ durable, now, violate, wallNow, world }: Options): RunWatch => {
  const { assets } = world.atlassian
  const planOf = StoredPlan.reader(durable)
  /** Writes by the object or, for a new one, the person. */
  const sent = new Map<string, Array<Sent>>()
  const effects = new Map<string, Effects>()
  /** When what a plan says was first asked for. */
  const readSince = new Map<string, number>()
  /** When an attribute of an object was changed last, by `object attribute`. */
  const changedAt = new Map<string, number>()
  /** When an object of this person appeared. */
  const appearedAt = new Map<string, number>()

  /** The run before. */
  let previous: string | null = null

  const effectsOf = (runId: string): Effects => {
    const known = effects.get(runId)
    if (known !== undefined) return known
    const none: Effects = { created: new Set(), updated: new Set(), met: new Set() }
    effects.set(runId, none)
    return none
  }

  const looks = (worker: Worker, query: string) => {
    for (const [, ids = ""] of query.matchAll(/objectId IN \(([^)]*)\)/gu)) {
      for (const id of ids.split(", ")) worker.looked.set(id, now())
    }
    for (const [id] of query.toLowerCase().matchAll(guids)) worker.looked.set(id, now())
  }

  const sending: RunWatch["sending"] = (worker, request) => {
    const { pathname } = new URL(request.url)
    if (!readSince.has(worker.runId)) readSince.set(worker.runId, now())
    const [, path = ""] = /\/jsm\/assets\/.*\/v1(\/object\/.+)$/u.exec(pathname) ?? []
    if (path === "") return
    const body = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
    if (path.startsWith("/object/aql")) {
      if (path === "/object/aql") looks(worker, body)
      return
    }
    if (request.method === "GET") return
    writes(worker, request.method, path, body)
  }

  const writes = (worker: Worker, method: string, path: string, body: string) => {
    const run = StoredPlan.runOf(durable, worker.runId)
    if (run === undefined) return
    const what = `${method} ${path} by a slice of ${run.goal}`
    if (run.goal === "preview") violate(1, what)
    const lease = durable.leaseNow()
    const isHeld = lease !== null && worker.lease !== null && lease.fence === worker.lease.fence &&
      lease.holder !== null && lease.holder === worker.lease.holder
    if (!isHeld) violate("lease", `${what}, whose lease it is no longer`)
    else if (lease.expiresAt - wallNow() < permitMillis) {
      violate("lease", `${what}, whose lease lasts for ${lease.expiresAt - wallNow()} ms`)
    }
    if (run.state !== "applying") violate(8, `${what} in the state ${run.state}`)
    const plan = planOf(run.planId)
    if (plan === undefined) return violate(8, `${what} without a plan`)
    if (plan.stops.length > 0 && !StoredPlan.isApproved(durable, run.planId, plan.digest)) {
      violate(4, `${what}, which the guard stopped (${plan.stops.join(", ")})`)
    }
    const subject = path === "/object/create"
      ? plan.entries.find(({ entraId, kind }) => kind === "Create" && body.includes(entraId))?.entraId
      : known(plan, decodeURIComponent(path.slice("/object/".length)))
    if (subject === undefined) return violate(8, `${what} of somebody who is not in its plan`)
    if (path === "/object/create" && hasRecord(subject)) effectsOf(run.id).met.add(subject)
    const list = sent.get(subject) ?? []
    sent.set(subject, list)
    list.push({
      runId: run.id,
      planId: run.planId,
      at: now(),
      lookedAt: worker.looked.get(subject) ?? Number.NEGATIVE_INFINITY
    })
  }

  /** Of a plan's object, or of one that was created: then it is a record of somebody whom the plan creates. */
  const known = ({ entries }: StoredPlan.StoredPlan, id: string): string | undefined => {
    const owner = entraIdOf(id)
    return entries.some(({ entraId, kind, objectId }) => objectId === id || (kind === "Create" && entraId === owner))
      ? id
      : undefined
  }

  /** Other than this one. */
  const hasRecord = (entraId: string, except?: string): boolean =>
    assets.objects("Employee").some(({ id, values }) =>
      id !== except && valueOf(values, "Entra User ID")?.toLowerCase() === entraId
    )

  const valueOf = (values: Values | undefined, attribute: string): string | null => {
    const value = values?.[attribute]
    return value === undefined ? null : typeof value === "string" ? value : value[0] ?? null
  }

  const differing = ({ after, before }: ObjectChange): ReadonlyArray<string> =>
    [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((attribute) =>
      valueOf(before, attribute) !== valueOf(after, attribute)
    )

  const observe = (change: ObjectChange) => {
    if (change.objectType !== "Employee") return
    const changed = differing(change)
    const entraId = valueOf(change.after ?? change.before, "Entra User ID")?.toLowerCase() ?? ""
    if (change.accountId === world.atlassian.appAccountId) judge(change, changed, entraId)
    for (const attribute of changed) changedAt.set(`${change.id} ${world.ownName(attribute)}`, now())
    if (change.before === undefined) appearedAt.set(entraId, now())
  }

  const judge = (change: ObjectChange, changed: ReadonlyArray<string>, entraId: string) => {
    const isNew = change.before === undefined
    const sends = (sent.get(isNew ? entraId : change.id) ?? []).filter(({ at }) => at >= now() - longestMillis)
    const own = changed.map(world.ownName)
    const objections: Array<string> = []
    for (const send of sends.toReversed()) {
      const plan = planOf(send.planId)
      const entry = plan?.entries.find((entry) =>
        isNew ? entry.kind === "Create" && entry.entraId === entraId : entry.objectId === change.id
      )
      const created = isNew || entry !== undefined
        ? undefined
        : plan?.entries.find((entry) => entry.kind === "Create" && entry.entraId === entraId)
      if (entry === undefined && created === undefined) continue
      const wrong = entry !== undefined
        ? own.find((attribute, index) => !saysAsPlanned(entry, attribute, valueOf(change.after, changed[index] ?? "")))
        : own.find((attribute) => attribute !== "Manager" && attribute !== "Manager Atlassian Account ID")
      if (wrong !== undefined) {
        objections.push(wrong)
        continue
      }
      if (isNew) effectsOf(send.runId).created.add(entraId)
      else if (entry !== undefined) effectsOf(send.runId).updated.add(change.id)
      if (entry !== undefined) moved(change, changed, own, entry, sends.filter(({ runId }) => runId === send.runId))
      return
    }
    const what = isNew ? `object ${change.id} was created` : `object ${change.id} was changed`
    violate(8, objections.length > 0 ? `${what}, and ${objections[0]} not as planned` : `${what} by no plan`)
  }

  const saysAsPlanned = (entry: StoredPlan.PlannedEntry, attribute: string, value: string | null): boolean => {
    const planned = entry.changes.get(attribute)
    if (planned === undefined) return false
    const { after } = planned
    if (attribute === "Manager") {
      if (value === null) return true
      const link = after !== null && typeof after === "object" ? after : null
      return link !== null && (link.objectId === value || entraIdOf(value) === link.entraId)
    }
    const text = after === null || typeof after === "object" ? null : String(after)
    return plain(text) === plain(value) || (attribute === "Name" && plain(withoutReserved(text ?? "")) === plain(value))
  }

  const entraIdOf = (objectId: string): string | null =>
    valueOf(assets.object(objectId)?.values, "Entra User ID")?.toLowerCase() ?? null

  /** Something else than planned stood there, and had stood there when the record was looked at. */
  const moved = (
    change: ObjectChange,
    changed: ReadonlyArray<string>,
    own: ReadonlyArray<string>,
    entry: StoredPlan.PlannedEntry,
    sends: ReadonlyArray<Sent>
  ) => {
    const since = Math.min(...sends.map(({ lookedAt }) => lookedAt)) - world.atlassian.switches.indexDelayMillis
    if (change.before === undefined) {
      const appeared = appearedAt.get(entry.entraId)
      if (hasRecord(entry.entraId, change.id) && appeared !== undefined && appeared < since) {
        violate(9, `object ${change.id} was created for ${entry.entraId}, who had a record when that was looked for`)
      }
      return
    }
    for (const [index, attribute] of own.entries()) {
      const stood = valueOf(change.before, changed[index] ?? "")
      const planned = entry.changes.get(attribute)
      if (planned === undefined || stoodAs(planned.before, stood)) continue
      const at = changedAt.get(`${change.id} ${attribute}`)
      if (at === undefined || at < since) {
        violate(
          9,
          `${attribute} of object ${change.id} was overwritten, though it had been changed before the last look`
        )
      }
    }
  }

  const stoodAs = (before: StoredPlan.PlannedValue, value: string | null): boolean =>
    before !== null && typeof before === "object"
      ? before.objectId === value
      : plain(before === null ? null : String(before)) === plain(value)

  const ended: RunWatch["ended"] = (run) => {
    const isOver = run.state === "succeeded" || run.state === "failed" || run.state === "cancelled"
    if (!isOver || run.goal === "preview") return
    compare(run)
    if (run.state === "succeeded") outcomes(run)
  }

  /** The counters against what took effect; what is in doubt may have. */
  const compare = ({ counts, id, state }: Pick<Run, "counts" | "id" | "state"> | StoredPlan.RunRecord) => {
    const { created, met, updated } = effectsOf(id)
    const toldUpdated = counts.updated + counts.inactivated + counts.reactivated
    const unsure = counts.inDoubt + counts.failed + counts.moved
    for (
      const [what, told, fewest, seen] of [
        ["created", counts.created, created.size, new Set([...created, ...met]).size],
        ["updated", toldUpdated, updated.size, updated.size]
      ] as const
    ) {
      if (told <= seen && fewest <= told + unsure) continue
      violate(19, `a run that is ${state} says that it ${what} ${told} records, and ${seen} were, ${unsure} in doubt`)
    }
  }

  const outcomes = ({ id, planId }: Run) => {
    const plan = planOf(planId)
    if (plan === undefined) return
    const people = new Set(plan.entries.map(({ entraId }) => entraId))
    if (people.size !== plan.entries.length) violate(18, "a plan has two entries for one person")
    const found = StoredPlan.outcomesOf(durable, id).outcomes
    const isSettled = (status: string | undefined) => status !== "waiting" && status !== "inDoubt"
    if (found.length !== plan.entries.length) {
      violate(18, `a run that succeeded has ${found.length} outcomes for ${plan.entries.length} entries`)
    }
    if (found.some(({ closing, write }) => !isSettled(write.status) || !isSettled(closing?.status))) {
      violate(18, "a run that succeeded has an entry that is not settled")
    }
  }

  assets.observe(observe)
  return {
    sending,
    started: (runId) => {
      const before = previous === null ? undefined : StoredPlan.runOf(durable, previous)
      if (before !== undefined && before.goal !== "preview") compare(before)
      previous = runId
      for (const key of durable.keys()) {
        if (!StoredPlan.isSource(key) || key.startsWith(`run-${runId}-`)) continue
        violate("sources", "what an earlier run has read is there after the next one began")
      }
    },
    ended,
    knownSince: (objectId, entraId) => {
      const sends = sent.get(objectId) ?? sent.get(entraId ?? "") ?? []
      const since = sends.filter(({ at }) => at >= now() - longestMillis).flatMap(({ planId, runId }) =>
        readSince.get(planId) ?? readSince.get(runId) ?? []
      )
      return since.length === 0 ? undefined : Math.min(...since)
    }
  }
}

const plain = (text: string | null): string => (text ?? "").normalize("NFC").trim().replaceAll(/\s+/gu, " ")

/** What a Name may say where a site refuses these characters. */
const withoutReserved = (name: string): string => name.replaceAll(/[=;:?."]/gu, " ")
