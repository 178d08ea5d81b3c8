/** A few entries of a plan, chosen so that each kind of change is seen. */
import type { Create, Entry } from "@entra-assets/core/plan/Entry"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** At most so many entries of each tag. */
const most = 4

const order: ReadonlyArray<Entry["_tag"]> = ["Create", "Update", "Inactivate", "Reactivate"]

/** People at the top have no manager, and guests no title: others tell more. */
const tellsLittle = ({ record }: Create): boolean => record.manager === null || record.jobTitle === null

/** What would be shown twice, if both of two entries were shown. */
const kindOf = (entry: Entry): string => {
  switch (entry._tag) {
    case "Create":
      return `Create ${tellsLittle(entry)}`
    case "Update":
      return `Update ${entry.changes.map((change) => change.field).join(" ")}`
    default:
      return `${entry._tag} ${entry.cause}`
  }
}

/** The first of each kind come before the second of each, and so on. */
export const choose = (entries: Iterable<Entry>): ReadonlyArray<Entry> => {
  const seen = new Map<string, number>()
  const candidates: Array<{ readonly entry: Entry; readonly rank: number }> = []
  for (const entry of entries) {
    const kind = kindOf(entry)
    const before = seen.get(kind) ?? 0
    if (before === most) continue
    seen.set(kind, before + 1)
    candidates.push({ entry, rank: entry._tag === "Create" && tellsLittle(entry) ? before + most : before })
  }
  candidates.sort((one, other) => one.rank - other.rank)
  return order.flatMap((tag) => candidates.flatMap(({ entry }) => entry._tag === tag ? [entry] : []).slice(0, most))
}

/** Of a stored plan; and how many links it leaves for a second write. */
export const take = Effect.fnUntraced(function*(planId: string) {
  const store = yield* PlanStore
  let sample: ReadonlyArray<Entry> = []
  let deferredLinks = 0
  yield* Stream.runForEach(store.pages(planId), (page) =>
    Effect.sync(() => {
      const entries = page.items.flatMap((item) => item._tag === "Finding" ? [] : [item])
      sample = choose([...sample, ...entries])
      deferredLinks += entries.filter((entry) => entry._tag === "Create" && entry.managerDeferred).length
    }))
  return { entries: sample, deferredLinks }
})
