/** An explanation never says anything else than the plan does, whoever is asked about. */
import { assert, describe, it } from "@effect/vitest"
import { type Decision, RefusalCode } from "@entra-assets/core/plan/Decision"
import { explain, Explanation } from "@entra-assets/core/plan/Explain"
import { rules } from "@entra-assets/core/plan/Matching"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { plan, type PlanItem } from "@entra-assets/core/plan/Plan"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type Scene, scenes, worldOf } from "../fixtures/GeneratedWorlds.ts"
import { accountId, entraId, range } from "../fixtures/People.ts"

const settings = { textLimit: 30 }

/** 13 belongs to nobody. */
const accounts: ReadonlyArray<Subject> = range(13).map((n) => ({ accountId: accountId(n) }))
const users: ReadonlyArray<Subject> = range(13).map((n) => ({ entraId: entraId(n) }))
const everybody = [...accounts, ...users]

const explained = (scene: Scene, subjects: ReadonlyArray<Subject>) => {
  const world = worldOf(scene)
  const items = Array.from(plan(world, settings))
  return { items, explanations: subjects.map((subject) => explain(world, settings, subject, { items })) }
}

const isAbout = (decision: Decision) => (item: PlanItem): boolean =>
  item._tag !== "Finding" && decision._tag !== "Refused" && item.entraId === decision.entraId

const draws = { runs: 300, size: 30, seed: "entra-assets" }

const always = (name: string, property: (scene: Scene) => void) =>
  it.prop(name, [scenes], ([scene]) => property(scene), { arbitrary: draws })

/** Each finding that decides about an account, and what is said for it. */
const refusals = {
  hidden_email: ["hidden_email"],
  unmatched_account: ["no_candidate", "only_other_mails", "guest_address"],
  ambiguous_match: ["several_candidates"],
  second_account: ["second_account"]
} as const

const isRefusal = (code: string): code is keyof typeof refusals => code in refusals

it.effect("the worlds are rich enough: every decision is made in several", () =>
  Effect.gen(function*() {
    const seen = new Map<string, number>()
    const sample = yield* Arbitrary.sampleEffect(scenes, { count: 1000, size: draws.size, seed: draws.seed })
    for (const scene of sample) {
      for (const { decision } of explained(scene, everybody).explanations) {
        const what = decision._tag === "Refused" ? decision.code : decision._tag
        seen.set(what, (seen.get(what) ?? 0) + 1)
      }
    }
    const all = ["Bound", "Matched", ...RefusalCode.literals]
    assert.deepStrictEqual(all.filter((what) => (seen.get(what) ?? 0) < 3), [])
  }))

describe("in every world, of everybody", () => {
  always("whoever is matched has one item in the plan, with both ids; whoever is refused has none", (scene) => {
    const { explanations, items } = explained(scene, everybody)
    for (const { change, decision, subject } of explanations) {
      if (decision._tag === "Refused") {
        assert.isNull(change)
        for (const item of items) {
          if (item._tag === "Finding") continue
          if ("entraId" in subject) assert.notStrictEqual(item.entraId, subject.entraId)
          else if (item._tag !== "Unchanged") assert.notStrictEqual(item.accountId, subject.accountId)
        }
      } else {
        assert.deepStrictEqual(items.filter(isAbout(decision)), change === null ? [] : [change])
        assert.isNotNull(change)
        if (change !== null && change._tag !== "Unchanged") assert.strictEqual(change.accountId, decision.accountId)
        assert.strictEqual(change?._tag === "Create", decision._tag === "Matched" && decision.objectId === null)
      }
    }
  })

  always("everybody in the plan is explained as matched, from both sides alike", (scene) => {
    const { explanations, items } = explained(scene, everybody)
    const matched = explanations.flatMap(({ decision }) => decision._tag === "Refused" ? [] : [decision])
    for (const item of items) {
      if (item._tag === "Finding") continue
      const [one, ...others] = matched.filter(({ entraId }) => entraId === item.entraId)
      assert.isDefined(one)
      for (const other of others) assert.deepStrictEqual(other, one)
    }
  })

  always("a finding that decides about an account is the reason given", (scene) => {
    const { explanations, items } = explained(scene, accounts)
    for (const item of items) {
      if (item._tag !== "Finding" || !isRefusal(item.code)) continue
      const about = explanations.find(({ subject }) =>
        "accountId" in subject && subject.accountId === item.accountIds[0]
      )
      assert.strictEqual(about?.decision._tag, "Refused")
      if (about?.decision._tag !== "Refused") continue
      assert.include(refusals[item.code], about.decision.code)
      assert.deepInclude(about.findings, item)
    }
  })

  always("the reason given for an account without a finding is one for which the plan says nothing", (scene) => {
    for (const { decision, findings, subject } of explained(scene, accounts).explanations) {
      if (decision._tag !== "Refused" || !("accountId" in subject)) continue
      const decides = findings.some(({ accountIds, code }) => isRefusal(code) && accountIds[0] === subject.accountId)
      assert.strictEqual(Object.values(refusals).flat().some((code) => code === decision.code), decides)
    }
  })

  always("the rule that binds is the first that finds somebody", (scene) => {
    for (const { candidates, decision } of explained(scene, accounts).explanations) {
      if (decision._tag !== "Matched") continue
      const first = candidates.find(({ count }) => count > 0)
      assert.deepStrictEqual(first, { rule: decision.rule, count: 1, entraIds: [decision.entraId] })
      assert.deepStrictEqual(candidates.map(({ rule }) => rule), [...rules])
    }
  })

  always("an Entra user is matched by an account that their addresses lead to", (scene) => {
    for (const { decision, leads } of explained(scene, users).explanations) {
      if (decision._tag !== "Matched") continue
      const lead = leads.find(({ accountId }) => accountId === decision.accountId)
      assert.deepStrictEqual(lead, {
        rule: decision.rule,
        counts: true,
        address: decision.address,
        accountId: decision.accountId
      })
    }
  })

  always("the reason given for an Entra user is that of an account which leads to them", (scene) => {
    for (const { decision, leads } of explained(scene, users).explanations) {
      if (decision._tag !== "Refused" || leads.length === 0) continue
      const [accountId] = decision.accountIds
      if (accountId === undefined) continue
      assert.include(leads.map((lead) => lead.accountId), accountId)
      const [account] = explained(scene, [{ accountId }]).explanations
      if (decision.code === "bound_elsewhere") assert.strictEqual(account?.decision._tag, "Bound")
      else if (decision.code === "weaker_rule") assert.notStrictEqual(account?.decision._tag, "Bound")
      else assert.strictEqual(account?.decision._tag === "Refused" && account.decision.code, decision.code)
    }
  })

  always("it is JSON", (scene) => {
    const [decode, encode] = [Schema.decodeUnknownSync(Explanation), Schema.encodeSync(Explanation)]
    for (const explanation of explained(scene, everybody).explanations) {
      assert.deepStrictEqual(decode(JSON.parse(JSON.stringify(encode(explanation)))), explanation)
    }
  })

  always("the order of reading changes nothing", (scene) => {
    const said = (scene: Scene) =>
      explained(scene, everybody).explanations.map(({ decision, nearestAccounts, nearestUsers, subject }) => ({
        subject,
        decision: decision._tag === "Refused" ? decision.code : decision,
        nearestAccounts,
        nearestUsers
      }))
    const { accounts, employees, users } = scene
    const other = { accounts: accounts.toReversed(), employees: employees.toReversed(), users: users.toReversed() }
    assert.deepStrictEqual(said({ ...scene, ...other }), said(scene))
  })
})
