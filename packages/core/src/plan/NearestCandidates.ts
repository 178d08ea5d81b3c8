/**
 * Who might be meant by an address that leads to nobody, for a person to look at; it never binds. Three measures that
 * can be said in words, strongest first: the same local part, a local part made from the display name, a local part
 * that differs in a letter or two. The domain only breaks ties.
 */
import * as Schema from "effect/Schema"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { EntraUser } from "../model/EntraUser.ts"
import { AccountId, EntraId } from "../model/Ids.ts"
import { addressOf, eachAddress, normaliseAddress } from "./Matching.ts"

/**
 * `same_local_part`: what stands before the `@`, without a `+tag`, is equal. `made_from_name`: it is first and last
 * name, in either order, in full or one as an initial (`anna.meier`, `ameier`). `similar_local_part`: at most one letter
 * in four, and two in all, are put in, taken out or replaced.
 */
export const Likeness = Schema.Literals(["same_local_part", "made_from_name", "similar_local_part"])
export type Likeness = typeof Likeness.Type

/** `address`: the one that is alike; of `made_from_name`, one that the person has, if any. */
export const NearUser = Schema.Struct({
  entraId: EntraId,
  displayName: Schema.NullOr(Schema.String),
  address: Schema.NullOr(Schema.String),
  likeness: Likeness
})
export type NearUser = typeof NearUser.Type

export const NearAccount = Schema.Struct({
  accountId: AccountId,
  address: Schema.String,
  likeness: Likeness
})
export type NearAccount = typeof NearAccount.Type

/** As many are shown. */
const shown = 5

interface Parts {
  readonly address: string
  readonly local: string
  readonly domain: string
}

/** `null` for what has no local part. */
const partsOf = (wire: string): Parts | null => {
  const address = normaliseAddress(wire)
  const at = address.lastIndexOf("@")
  const whole = at === -1 ? address : address.slice(0, at)
  const tag = whole.indexOf("+")
  const local = tag > 0 ? whole.slice(0, tag) : whole
  return local === "" ? null : { address, local, domain: at === -1 ? "" : address.slice(at + 1) }
}

/** Without accents, and with umlauts as one letter however they are spelled: Müller, Mueller and Muller are equal. */
const fold = (text: string): string =>
  text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll("ø", "o")
    .replaceAll("æ", "a").replaceAll(/([aou])e/gu, "$1")

const wordsOf = (text: string): ReadonlyArray<string> =>
  fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "")

/** Every local part that a name is commonly made into, without separators; of one word alone, none. */
const formsOf = (displayName: string): ReadonlySet<string> => {
  const words = wordsOf(displayName)
  const [first] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined || words.length === 1) return new Set()
  const [f, l] = [first.charAt(0), last.charAt(0)]
  return new Set([words.join(""), first + last, last + first, f + last, last + f, first + l, l + first])
}

/**
 * Letters to put in, take out or replace to make one of the other (Levenshtein); `null` when more than `limit`. What is
 * equal at the front is skipped, and at each difference all three ways are tried: for a small `limit` only.
 */
export const distance = (left: string, right: string, limit: number, from = 0, at = 0): number | null => {
  if (Math.abs(left.length - from - (right.length - at)) > limit) return null
  let [row, column] = [from, at]
  while (row < left.length && column < right.length && left[row] === right[column]) {
    row++
    column++
  }
  if (row === left.length || column === right.length) return left.length - row + right.length - column
  if (limit === 0) return null
  let least: number | null = null
  for (const [skip, over] of steps) {
    const rest = distance(left, right, least === null ? limit - 1 : least - 1, row + skip, column + over)
    if (rest !== null) least = rest
    if (least === 0) break
  }
  return least === null ? null : least + 1
}

/** Replaced, taken out, put in. */
const steps = [[1, 1], [1, 0], [0, 1]] as const

interface Closeness {
  readonly likeness: Likeness
  readonly address: string | null
  /** Less is nearer. */
  readonly rank: number
}

/** Ranks of one measure end before those of the next begin. */
const rankOf = (likeness: Likeness, letters: number, sameDomain: boolean): number =>
  Likeness.literals.indexOf(likeness) * 10 + letters * 2 + (sameDomain ? 0 : 1)

const nearer = (left: Closeness | null, right: Closeness): Closeness =>
  left === null || right.rank < left.rank ? right : left

/** How near a person with these addresses and this name is to the address; `null` when not at all. */
const closeness = (
  to: Parts,
  addresses: ReadonlyArray<Parts>,
  madeFromName: () => boolean
): Closeness | null => {
  const limit = Math.min(2, Math.floor(to.local.length / 4))
  let nearest: Closeness | null = null
  for (const { address, domain, local } of addresses) {
    const letters = distance(to.local, local, limit)
    if (letters === null) continue
    const likeness = letters === 0 ? "same_local_part" : "similar_local_part"
    nearest = nearer(nearest, { likeness, address, rank: rankOf(likeness, letters, domain === to.domain) })
  }
  if (nearest?.likeness === "same_local_part" || !madeFromName()) return nearest
  const [own] = addresses
  return {
    likeness: "made_from_name",
    address: own?.address ?? null,
    rank: rankOf("made_from_name", 0, own?.domain === to.domain)
  }
}

/** Also those which prove nothing: a guest's other addresses and "other mails". */
const addressesOf = (user: EntraUser): ReadonlyArray<Parts> => {
  const addresses: Array<Parts> = []
  eachAddress(user.isGuest ? { ...user, isGuest: false } : user, (wire) => {
    const parts = wire === null || wire === undefined ? null : partsOf(wire)
    if (parts !== null) addresses.push(parts)
  })
  return addresses
}

interface Ranked<A> {
  readonly value: A
  readonly id: string
  readonly rank: number
}

/** The best few, nearest first; of equals, by id, so that the order of reading changes nothing. */
const best = <A>(ranked: Iterable<Ranked<A>>): ReadonlyArray<A> => {
  const kept: Array<Ranked<A>> = []
  for (const one of ranked) {
    const place = kept.findIndex(({ id, rank }) => one.rank < rank || (one.rank === rank && one.id < id))
    if (place === -1) kept.push(one)
    else kept.splice(place, 0, one)
    if (kept.length > shown) kept.pop()
  }
  return kept.map(({ value }) => value)
}

/** At most five users whom the address may mean. */
export const nearestUsers = (address: string, users: ReadonlyArray<EntraUser>): ReadonlyArray<NearUser> => {
  const to = partsOf(address)
  if (to === null) return []
  const letters = wordsOf(to.local).join("")
  function* ranked(parts: Parts): Generator<Ranked<NearUser>> {
    for (const user of users) {
      const displayName = user.displayName ?? null
      const near = closeness(parts, addressesOf(user), () => displayName !== null && formsOf(displayName).has(letters))
      if (near === null) continue
      const { address, likeness, rank } = near
      yield { value: { entraId: user.id, displayName, address, likeness }, id: user.id, rank }
    }
  }
  return best(ranked(to))
}

/** At most five accounts that may be the user's. */
export const nearestAccounts = (
  user: EntraUser,
  accounts: ReadonlyArray<AtlassianAccount>
): ReadonlyArray<NearAccount> => {
  const addresses = addressesOf(user)
  const forms = formsOf(user.displayName ?? "")
  function* ranked(): Generator<Ranked<NearAccount>> {
    for (const account of accounts) {
      const address = addressOf(account)
      const to = address === null ? null : partsOf(address)
      if (to === null) continue
      const near = closeness(to, addresses, () => forms.size > 0 && forms.has(wordsOf(to.local).join("")))
      if (near === null) continue
      const { accountId } = account
      yield { value: { accountId, address: to.address, likeness: near.likeness }, id: accountId, rank: near.rank }
    }
  }
  return best(ranked())
}
