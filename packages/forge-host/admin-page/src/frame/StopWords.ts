/** Why the safety check stops a plan, with the page's own words and numbers. */
import { fieldName } from "@entra-assets/core/model/Employee"
import type { Stop } from "@entra-assets/core/plan/Verdict"
import type { Format } from "../format/Format.tsx"
import type { Texts } from "../texts/English.ts"

/** One sentence: what would happen to how many. What the plan does not say in figures, it says in its own words. */
export const whyOf = (stop: Stop, { people, stop: { figures } }: Texts, format: Format): string => {
  const { before, field, group } = stop
  const count = format.number(stop.count)
  const of = format.number(stop.of)
  const share = format.percent(stop.percent / 100, 1)
  switch (stop.rule) {
    case "inactivations":
      return figures.inactivations(people(stop.count, format), of, share)
    case "department":
    case "manager_tree":
      return group === undefined ? stop.detail : figures[group._tag](group.name, count, of, share)
    case "unmatched_accounts":
      return before === undefined
        ? stop.detail
        : figures.unmatched(count, of, share, format.number(before.count), format.number(before.accounts))
    case "blanked_attribute":
      return field === undefined ? stop.detail : figures.blanked(fieldName(field), count, of, share)
    case "object_allowance":
      return figures.objects(count, of)
    case "no_users":
      return figures.noUsers(of)
    case "incomplete_read":
      return stop.detail
  }
}

/** What would have passed, where somebody may ask: nothing does after a read that failed. */
const limitOf = ({ limit, rule }: Stop, { stop: texts }: Texts, format: Format): ReadonlyArray<string> =>
  rule === "no_users" || rule === "incomplete_read" || rule === "object_allowance"
    ? []
    : [texts.limit(format.number(limit))]

const othersOf = ({ others }: Stop, { stop: texts }: Texts, format: Format): ReadonlyArray<string> => {
  if (others === undefined) return []
  const { count, groups } = others
  const names = groups.map(({ name }) => name)
  const unnamed = count - names.length
  return [texts.others(format.list(unnamed === 0 ? names : [...names, texts.more(format.number(unnamed))]))]
}

/** The same with all that the check knows: what would have passed, and where else it is so. */
export const allOf = (stop: Stop, texts: Texts, format: Format): string =>
  [whyOf(stop, texts, format), ...limitOf(stop, texts, format), ...othersOf(stop, texts, format)].join(" ")
