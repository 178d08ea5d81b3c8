/**
 * Pages over the slots of a tenant. A page token names the next slot, not a count of people, so nobody is skipped or
 * repeated because others came or went between two pages. What a page shows is as true as the moment it is read.
 */
import type { EntraPerson } from "./Organisation.ts"

export interface Position {
  /** Counted from 1. */
  readonly page: number
  readonly slot: number
}

export const start: Position = { page: 1, slot: 0 }

/** Page tokens of another tenant mean nothing to this one. */
export const encode = ({ page, slot }: Position, tenantId: string): string =>
  Buffer.from(`${tenantId}/${page}/${slot}`).toString("base64url")

export const decode = (token: string, tenantId: string): Position | undefined => {
  const [owner, page, slot] = Buffer.from(token, "base64url").toString("utf8").split("/")
  return owner === tenantId && page !== undefined && slot !== undefined
    ? { page: Number(page), slot: Number(slot) }
    : undefined
}

export interface Slice {
  readonly people: ReadonlyArray<EntraPerson>
  /** Slot of the next person to show; absent when there is none. */
  readonly next: number | undefined
}

type Keep = (person: EntraPerson) => boolean

/** Up to `size` people from this slot on. */
export const slice = (
  slots: ReadonlyArray<EntraPerson | undefined>,
  from: number,
  size: number,
  keep: Keep
): Slice => {
  const people: Array<EntraPerson> = []
  for (let slot = from; slot < slots.length; slot++) {
    const person = slots[slot]
    if (person === undefined || !keep(person)) continue
    if (people.length === size) return { people, next: slot }
    people.push(person)
  }
  return { people, next: undefined }
}

/** The last people before this slot, in their order: those that a page with duplicates repeats. */
export const lastBefore = (
  slots: ReadonlyArray<EntraPerson | undefined>,
  slot: number,
  count: number,
  keep: Keep
): ReadonlyArray<EntraPerson> => {
  const people: Array<EntraPerson> = []
  for (let index = slot - 1; index >= 0 && people.length < count; index--) {
    const person = slots[index]
    if (person !== undefined && keep(person)) people.push(person)
  }
  return people.reverse()
}

/** The address of the page at `token`: the request's own, as the client wrote it, with another `$skiptoken`. */
export const nextLink = (url: URL, graphHost: string, token: string): string => {
  const kept = url.search.slice(1).split("&").filter((part) => part !== "" && !/^(?:\$|%24)skiptoken=/i.test(part))
  return `https://${graphHost}${url.pathname}?${[...kept, `$skiptoken=${token}`].join("&")}`
}
