/**
 * What people do to a management tree: managers that are missing, no users, or in a ring.
 */
import * as Arr from "effect/Array"
import type { Manager } from "../Organisation.ts"
import * as Deal from "./Deal.ts"
import type { Dice } from "./Dice.ts"

const shares = {
  missing: 0.02,
  orgContact: 0.005,
  withoutAccount: 0.005,
  self: 0.001,
  ringOfTwo: 0.0005,
  ringOfThree: 0.0005
} as const

/**
 * The managers that are not as the tree says, by the id of the report. `reports` have nobody below them, so what they
 * do to the tree stays small; `withoutAccount` are people who have no Atlassian account.
 */
export const make = (dice: Dice, options: {
  readonly reports: ReadonlyArray<string>
  readonly withoutAccount: ReadonlyArray<string>
  readonly quota: Deal.Quota
}): ReadonlyMap<string, Manager | null> => {
  const dealt = Deal.deal<string, keyof typeof shares>(dice, options.reports, [
    ["missing", options.quota(shares.missing)],
    ["orgContact", options.quota(shares.orgContact)],
    ["withoutAccount", options.quota(shares.withoutAccount)],
    ["self", options.quota(shares.self)],
    ["ringOfTwo", 2 * options.quota(shares.ringOfTwo)],
    ["ringOfThree", 3 * options.quota(shares.ringOfThree)]
  ])
  const dealtTo = (kind: keyof typeof shares): ReadonlyArray<string> =>
    [...dealt].flatMap(([id, other]) => other === kind ? [id] : [])
  const { withoutAccount } = options
  return new Map<string, Manager | null>([
    ...dealtTo("missing").map((id) => [id, null] as const),
    ...dealtTo("orgContact").map((id) => [id, { kind: "orgContact", id: dice.guid() }] as const),
    ...(Arr.isReadonlyArrayNonEmpty(withoutAccount)
      ? dealtTo("withoutAccount").map((id) => [id, user(dice.pick(withoutAccount))] as const)
      : []),
    ...dealtTo("self").map((id) => [id, user(id)] as const),
    ...rings(dealtTo("ringOfTwo"), 2),
    ...rings(dealtTo("ringOfThree"), 3)
  ])
}

const user = (id: string): Manager => ({ kind: "user", id })

/** Each reports to the next, and the last to the first. People left over stay out. */
const rings = (ids: ReadonlyArray<string>, size: number): ReadonlyArray<readonly [string, Manager]> =>
  Arr.chunksOf(ids, size)
    .filter((ring) => ring.length === size)
    .flatMap((ring) => ring.map((id, at) => [id, user(ring[at + 1] ?? ring[0])] as const))
