/**
 * One person in the eyes of the sync: what is read of them now and what follows, what a run did to them, and a plan for
 * nobody else. Everybody is read for that, since whom an address leads to depends on all who may have it.
 */
import * as Effect from "effect/Effect"
import type { KeyValueStore } from "effect/persistence/KeyValueStore"
import * as Stream from "effect/Stream"
import type { Finding } from "../model/Finding.ts"
import type { Settings } from "../model/Settings.ts"
import type { SourceError } from "../model/SourceError.ts"
import { explain as explainIn, type Explanation } from "../plan/Explain.ts"
import * as Guard from "../plan/Guard.ts"
import { type Concerning, concerning, only, type Subject } from "../plan/OnePerson.ts"
import { plan } from "../plan/Plan.ts"
import type { PlanHeader } from "../plan/PlanHeader.ts"
import type { World } from "../plan/World.ts"
import type { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import type { EntraDirectory } from "../ports/EntraDirectory.ts"
import { gather } from "./Evidence.ts"
import type { Outcome } from "./Outcome.ts"
import { type PlanError, PlanStore } from "./PlanStore.ts"
import { planOf } from "./Preview.ts"
import * as RunDetails from "./RunDetails.ts"
import type { RunError } from "./RunError.ts"
import { RunStore } from "./RunStore.ts"

const explained = Effect.fnUntraced(function*(world: World, settings: Settings, subject: Subject) {
  const runs = yield* RunStore
  const reader = yield* EmployeeReader
  const success = yield* runs.lastSuccess
  const guard = Guard.make(world, yield* reader.objectCount)
  const { objectAllowance } = settings
  return explainIn(world, settings, subject, {
    items: Guard.watched(plan(world, settings), guard),
    verdict: () => guard.verdict(settings.guard, { objectAllowance, baseline: success?.unmatched ?? null })
  })
})

/** What is read of somebody now, which rule matches or why none does, what would change, and what the guard thinks. */
export const explain = Effect.fn("OnePerson.explain")(function*(
  subject: Subject,
  settings: Settings
): Effect.fn.Return<
  Explanation,
  SourceError | RunError,
  EntraDirectory | AtlassianAccounts | EmployeeReader | RunStore
> {
  return yield* explained(yield* gather(), settings, subject)
})

export interface PersonPreview {
  readonly explanation: Explanation
  /** To be applied as any other plan; `null` when there is nobody to keep a record of. */
  readonly plan: PlanHeader | null
}

/** Makes and stores a plan for this person and nobody else. */
export const preview = Effect.fn("OnePerson.preview")(function*(
  subject: Subject,
  settings: Settings
): Effect.fn.Return<
  PersonPreview,
  SourceError | PlanError | RunError,
  EntraDirectory | AtlassianAccounts | EmployeeReader | PlanStore | RunStore
> {
  const runs = yield* RunStore
  const world = yield* gather()
  const explanation = yield* explained(world, settings, subject)
  const { decision } = explanation
  if (decision._tag === "Refused") return { explanation, plan: null }
  const success = yield* runs.lastSuccess
  const header = yield* planOf(world, {
    settings,
    baseline: success?.unmatched ?? null,
    only: (items) => only(items, decision.entraId)
  })
  return { explanation, plan: header }
})

/** What a stored run did to somebody, as long as its details are kept. Both lists are empty when it left them alone. */
export const inRun = Effect.fn("OnePerson.inRun")(function*(
  runId: string,
  subject: Subject
): Effect.fn.Return<Concerning<Outcome>, RunError | PlanError, RunStore | PlanStore | KeyValueStore> {
  const runs = yield* RunStore
  const plans = yield* PlanStore
  const { planId } = yield* runs.get(runId)
  const entries: Array<Concerning<Outcome>["entries"][number]> = []
  const findings: Array<Finding> = []
  let page = 0
  yield* Stream.runForEach(plans.pages(planId), (planned) =>
    Effect.map(
      RunDetails.page(runId, page++),
      (found) => {
        const items = [...planned.items, ...RunDetails.findingsOf(planned, found)]
        const here = concerning(items, subject, found?.outcomes ?? [])
        entries.push(...here.entries)
        findings.push(...here.findings)
      }
    ))
  return { entries, findings }
})
