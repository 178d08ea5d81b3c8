/**
 * How often each thing that a plan can say was said, in cases. A checker whose worlds never bring something about
 * proves nothing of it, so whatever is rarer than 1 % makes the check fail.
 */
import { FindingCode } from "@entra-assets/core/model/Finding"
import type { PlanItem } from "@entra-assets/core/plan/Plan"
import { GuardRule } from "@entra-assets/core/plan/Verdict"
import type { Case } from "./Case.ts"
import { isWhole } from "./Scene.ts"

/** Findings that do not come from the planner, so that no world can bring them about here. */
const fromElsewhere: ReadonlyMap<FindingCode, string> = new Map([
  ["name_adjusted", "told while applying, once Assets has refused a name"],
  ["quota", "told by the guard, from the number of objects of the whole site"]
])

const expected: ReadonlyArray<string> = [
  "Create",
  "Create below a new manager",
  "Create with a second write",
  "Update",
  "Inactivate: disabled_in_entra",
  "Inactivate: account_inactive",
  "Inactivate: gone_from_entra",
  "Inactivate: account_gone",
  "Reactivate",
  "Unchanged",
  "whole world",
  "partial read",
  ...FindingCode.literals.filter((code) => !fromElsewhere.has(code)),
  ...GuardRule.literals.map((rule) => `stopped: ${rule}`)
]

const saysOf = (item: PlanItem): ReadonlyArray<string> => {
  switch (item._tag) {
    case "Finding":
      return [item.code]
    case "Inactivate":
      return [`Inactivate: ${item.cause}`]
    case "Create":
      return [
        "Create",
        ...(item.level > 0 ? ["Create below a new manager"] : []),
        ...(item.managerDeferred ? ["Create with a second write"] : [])
      ]
    default:
      return [item._tag]
  }
}

/** Fewer cases than this say little about one in a hundred. */
const enoughCases = 1000

export class Shares {
  private cases = 0
  private readonly counts = new Map(expected.map((what) => [what, 0]))

  add({ items, rulesBroken, scene }: Case): void {
    this.cases++
    const said = new Set([...items.flatMap(saysOf), ...rulesBroken.map((rule) => `stopped: ${rule}`)])
    if (isWhole(scene)) said.add("whole world")
    if (scene.partial.length > 0) said.add("partial read")
    for (const what of said) this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  /** What is rarer than one case in a hundred, once there are enough cases to tell. */
  get rare(): ReadonlyArray<string> {
    return this.cases < enoughCases
      ? []
      : [...this.counts].flatMap(([what, count]) => count * 100 < this.cases ? [what] : [])
  }

  get table(): ReadonlyArray<string> {
    const row = (what: string, share: string) => `  ${what.padEnd(30)}${share}`
    return [
      ...Array.from(
        this.counts,
        ([what, count]) => row(what, `${(count * 100 / Math.max(1, this.cases)).toFixed(1)} %`.padStart(7))
      ),
      ...Array.from(fromElsewhere, ([code, reason]) => row(code, `      – ${reason}`))
    ]
  }
}
