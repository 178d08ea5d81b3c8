/**
 * What must hold at every moment, checked on what takes effect in Assets and on the lease, whatever the engine says of
 * itself. The numbers are those of the list of invariants. An engine may be behind the times: whatever was true at some
 * time within the window may be written. It shares no code with the engine.
 */
import type { ObjectChange } from "@entra-assets/test-kit/AssetsAdmin"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import { candidates } from "../oracle/Bindings.ts"
import type { Durable } from "./Durable.ts"
import * as LeaseWatch from "./LeaseWatch.ts"
import type { PromiseName } from "./Promises.ts"
import type { Unlisted } from "./Unlisted.ts"
import { employee, type World } from "./World.ts"

export interface Violation {
  readonly invariant: PromiseName
  /** Milliseconds since the start. */
  readonly at: number
  readonly message: string
}

/** Writes of the engine that took effect. */
export interface Writes {
  readonly created: number
  readonly updated: number
}

export interface Options {
  readonly world: World
  readonly durable: Durable
  /** Time that passes and never jumps, and the time on the wall, in milliseconds. */
  readonly now: () => number
  readonly wallNow: () => number
  /** How old what the engine knows may be: the longest run, and the age of a stored plan. */
  readonly windowMillis: number
  /** Since when exactly, where that is known of a write to this object of this person. */
  readonly knownSince?: (objectId: string, entraId: string) => number | undefined
  /** How long before a write its record may have been given away: the time between re-reading and writing. */
  readonly graceMillis: number
  /** Entra ID may leave properties out, so that nobody can tell whether somebody new is active. */
  readonly leavesOut?: boolean
  /** Whom Graph left out of a list, so that nobody who read it could know of them. */
  readonly unlisted?: Unlisted
  /** Called after each violation. */
  readonly onViolation?: () => void
}

export interface Invariants {
  readonly violations: () => ReadonlyArray<Violation>
  readonly violate: (invariant: PromiseName, message: string) => void
  readonly writes: () => Writes
}

/** What is known of one object while it lives. */
interface Standing {
  /** Whose record it is; `null` for one that is nobody's. */
  entraId: string | null
  /** Whether the engine was the last to say whose record it is. */
  byEngine: boolean
  /** Since when it is no longer ours; -Infinity when it never was. */
  lostAt: number
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u

export const make = (options: Options): Invariants => {
  const {
    durable,
    graceMillis,
    knownSince,
    leavesOut = false,
    now,
    onViolation,
    unlisted,
    wallNow,
    windowMillis,
    world
  } = options
  const violations: Array<Violation> = []
  const objects = new Map<string, Standing>()
  const writes = { created: 0, updated: 0 }
  const violate = (invariant: PromiseName, message: string) => {
    violations.push({ invariant, at: now(), message })
    onViolation?.()
  }

  const observe = (change: ObjectChange) => {
    const after = named(world, change.after)
    if (change.accountId === world.atlassian.appAccountId) judge(change, named(world, change.before), after)
    remember(change, after)
  }

  const remember = (change: ObjectChange, after: Named | undefined) => {
    if (after === undefined) {
      objects.delete(change.id)
      return
    }
    const entraId = after.entraId
    const known = objects.get(change.id)
    if (known?.entraId === entraId) return
    objects.set(change.id, {
      entraId,
      byEngine: change.accountId === world.atlassian.appAccountId,
      lostAt: known?.entraId == null ? known?.lostAt ?? Number.NEGATIVE_INFINITY : now()
    })
  }

  const judge = (change: ObjectChange, before: Named | undefined, after: Named | undefined) => {
    const who = `object ${change.id}`
    if (after === undefined) {
      violate(2, `${who} was deleted`)
      return
    }
    if (change.objectType !== employee) violate(3, `${who} of the type ${change.objectType} was written`)
    if (before === undefined) {
      writes.created++
      created(who, change.id, after)
    } else {
      writes.updated++
      updated(who, change.id, before, after)
    }
    const { entraId } = after
    if (entraId === null) return
    const since = Math.max(now() - windowMillis, knownSince?.(change.id, entraId) ?? Number.NEGATIVE_INFINITY)
    judgeValues(`${who} of ${entraId}`, { entraId, since, before, after })
    judgeBinding(`${who} of ${entraId}`, { entraId, since, before, after })
  }

  const created = (who: string, id: string, { entraId }: Named) => {
    if (entraId === null) {
      violate(3, `${who} was created for nobody`)
      return
    }
    for (const [other, standing] of objects) {
      if (other !== id && standing.entraId === entraId && standing.byEngine) {
        violate(5, `${who} was created for ${entraId}, who had object ${other}`)
      }
    }
  }

  const updated = (who: string, id: string, before: Named, after: Named) => {
    if (before.entraId === null) {
      const lostAt = objects.get(id)?.lostAt ?? Number.NEGATIVE_INFINITY
      if (lostAt < now() - graceMillis) violate(3, `${who} is not ours and was written`)
    } else if (after.entraId !== before.entraId) {
      violate(7, `${who} was ${before.entraId}'s and became ${after.entraId ?? "nobody"}'s`)
    }
  }

  const judgeValues = (who: string, { after, before, entraId, since }: Write) => {
    const people = world.people.since(entraId, since)
    const known = people.flatMap((person) => person ?? [])
    for (const [attribute, truth] of Object.entries(texts)) {
      const value = after.text(attribute)
      if (value === (before?.text(attribute) ?? null)) continue
      if (!known.some((person) => says(truth(person), value))) {
        violate(13, `${attribute} of ${who} became ${value === null ? "empty" : "a text"} that it never was`)
      }
    }
    judgeActive(who, people, { after, before, entraId, since })
    judgeManager(who, known, before, after)
  }

  /** An account that is bound anew was, at some time, that of this person alone. */
  const judgeBinding = (who: string, { after, before, entraId, since }: Write) => {
    const accountId = after.text("Atlassian Account ID")
    if (accountId === null || accountId === (before?.text("Atlassian Account ID") ?? null)) return
    const accounts = world.accounts.since(accountId, since).flatMap((account) => account ?? [])
    const addresses = accounts.flatMap(({ emailAddress, emailVisibility }) =>
      emailVisibility === "withheld" ? [] : [emailAddress]
    )
    const people = world.people.since(entraId, since).flatMap((person) => person ?? [])
    const fits = (others: ReadonlyArray<EntraPerson>) =>
      people.some((person) =>
        addresses.some((address) => {
          const [found, ...more] = candidates([person, ...others], address)
          return found?.id === entraId && more.length === 0
        })
      )
    if (!fits([])) return violate(6, `${who} was bound to ${accountId}, which is not theirs by any address`)
    for (const other of world.people.ids()) {
      const always = world.people.since(other, since)
      // Somebody who was away for a while, or left out of a list, may not have been seen.
      if (other === entraId || always.includes(undefined) || unlisted?.since(other, since) === true) continue
      if (!always.some((person) => person !== undefined && fits([person]))) {
        violate(6, `${who} was bound to ${accountId}, which may be ${other}'s as well`)
      }
    }
  }

  const judgeActive = (
    who: string,
    people: ReadonlyArray<EntraPerson | undefined>,
    { after, before, since }: Write
  ) => {
    const active = after.text("Active")
    if (active === (before?.text("Active") ?? null)) return
    const accountId = after.text("Atlassian Account ID") ?? before?.text("Atlassian Account ID") ?? ""
    const accounts = world.accounts.since(accountId, since)
    const mayBe = (wanted: boolean) =>
      wanted
        ? people.some((person) => person?.accountEnabled === true) && accounts.some((account) => account?.active)
        : people.some((person) => person?.accountEnabled !== true) ||
          accounts.some((account) => account?.active !== true)
    if (before === undefined && leavesOut && active === "false") return
    if (!mayBe(active === "true")) {
      violate(4, `${who} became ${active === "true" ? "active" : "inactive"} without a cause`)
    }
  }

  const judgeManager = (
    who: string,
    known: ReadonlyArray<EntraPerson>,
    before: Named | undefined,
    after: Named
  ) => {
    const link = after.text("Manager")
    // A link may always go: a manager without a record has nothing that could be linked.
    if (link === null || link === (before?.text("Manager") ?? null)) return
    const linked = objects.get(link)?.entraId
    if (!known.some(({ manager }) => manager?.kind === "user" && manager.id === linked)) {
      violate(14, `${who} was linked to object ${link}, which is not the record of a manager of theirs`)
    }
  }

  world.atlassian.assets.observe(observe)
  LeaseWatch.watch(durable, wallNow, (message) => violate(10, message))
  return { violations: () => violations, violate, writes: () => ({ ...writes }) }
}

// ---------------------------------------------------------------------------------------------------------------------
// values
// ---------------------------------------------------------------------------------------------------------------------

/** A write to the record of somebody, by whoever knows what has been true since then. */
interface Write {
  readonly entraId: string
  readonly since: number
  readonly before: Named | undefined
  readonly after: Named
}

/** The values of one version of a record, by their own names. */
interface Named {
  readonly text: (attribute: string) => string | null
  readonly entraId: string | null
}

const named = (world: World, values: ObjectChange["before"]): Named | undefined => {
  if (values === undefined) return undefined
  const own = new Map(Object.entries(values).map(([name, value]) => [world.ownName(name), value]))
  const text = (attribute: string) => {
    const value = own.get(attribute)
    return value === undefined ? null : typeof value === "string" ? value : value[0] ?? null
  }
  const id = text("Entra User ID")?.trim().toLowerCase() ?? ""
  return { text, entraId: guid.test(id) ? id : null }
}

/** What each attribute may say of a person. */
const texts: Readonly<Record<string, (person: EntraPerson) => string | null>> = {
  "Full Name": ({ displayName }) => displayName,
  "Email": ({ mail }) => mail,
  "User Principal Name": ({ userPrincipalName }) => userPrincipalName,
  "Job Title": ({ jobTitle }) => jobTitle,
  "Department": ({ department }) => department
}

const plain = (text: string | null): string => (text ?? "").normalize("NFC").trim().replaceAll(/\s+/gu, " ")

/** Long texts are shortened. */
const says = (truth: string | null, value: string | null): boolean => {
  const written = plain(value)
  const whole = plain(truth)
  return written === whole || (written.length >= 200 && whole.startsWith(written))
}
