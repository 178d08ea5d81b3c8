/**
 * What a plan amounts to: its identity, what it was made from, its totals. The entries stand in pages beside it.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { FindingCode, findsNobody } from "../model/Finding.ts"
import type { FindingCode as Code } from "../model/Finding.ts"
import type { Snapshot } from "../model/Snapshot.ts"
import { Coverage } from "./Coverage.ts"
import { type PeopleTally, PeopleTotals } from "./People.ts"
import type { PlanItem } from "./Plan.ts"
import { Verdict } from "./Verdict.ts"

/** Raised when the stored shape of a header or a page changes. */
export const planSchemaVersion = 2

export const PlanCounts = Schema.Struct({
  create: Schema.Int,
  update: Schema.Int,
  inactivate: Schema.Int,
  reactivate: Schema.Int,
  unchanged: Schema.Int,
  /** Creates and updates that set Manager. */
  managerLinks: Schema.Int,
  findings: Schema.Record(FindingCode, Schema.optionalKey(Schema.Int)),
  /**
   * How many people there are once it is applied. `null` in a plan for one person, in one from a source that was read
   * in part, and in one that is older than these numbers.
   */
  people: Schema.NullOr(PeopleTotals).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))
})
export type PlanCounts = typeof PlanCounts.Type

/** Entries: what a sync would write. */
export const changesOf = ({ create, inactivate, reactivate, update }: PlanCounts): number =>
  create + update + inactivate + reactivate

export const findingsOf = ({ findings }: Pick<PlanCounts, "findings">): number =>
  Object.values(findings).reduce((sum, count) => sum + (count ?? 0), 0)

/**
 * Active accounts for which nobody in Entra ID was found, as the guard counts them: each has a finding that says why, so
 * whoever reads the number can see them one by one. An account that is one too many for somebody, or whose person gets no
 * record, leads to a person and is none of them.
 */
export const unmatchedOf = ({ findings }: Pick<PlanCounts, "findings">): number =>
  Array.from(findsNobody).reduce((sum, code) => sum + (findings[code] ?? 0), 0)

/** When a source's read began (milliseconds since 1970), how much it returned, and whether that was everything. */
export const SourceRead = Schema.Struct({
  readStartedAt: Schema.Int,
  count: Schema.Int,
  complete: Schema.Boolean,
  /** Why the read ended early, in a sentence; absent when it did not. */
  reason: Schema.optionalKey(Schema.String)
})
export type SourceRead = typeof SourceRead.Type

export const sourceRead = (snapshot: Snapshot<unknown>): SourceRead => ({
  readStartedAt: snapshot.readStartedAt,
  count: snapshot.values.length,
  complete: snapshot._tag === "Complete",
  ...(snapshot._tag === "Partial" && { reason: snapshot.reason })
})

export const Watermark = Schema.Struct({ graph: SourceRead, jira: SourceRead, assets: SourceRead })
export type Watermark = typeof Watermark.Type

export const PlanScope = Schema.Literals(["everybody", "person"])
export type PlanScope = typeof PlanScope.Type

export const PlanHeader = Schema.Struct({
  schemaVersion: Schema.Literal(planSchemaVersion),
  id: Schema.NonEmptyString,
  /** `person`: what a plan for everybody has for one person, and nothing else of it. */
  scope: PlanScope,
  /** Milliseconds since 1970. */
  createdAt: Schema.Int,
  /** SHA-256, in hex, over this header without its id, time and digest, and the digests of the pages in order. */
  digest: Schema.String,
  settingsDigest: Schema.String,
  watermark: Watermark,
  /** Absent as `people` of the counts is `null`. */
  coverage: Schema.optionalKey(Coverage),
  counts: PlanCounts,
  /** Pages of entries and findings. */
  pages: Schema.Int,
  /** Assets objects of the whole site now, after this plan, and as many as it may hold. */
  objects: Schema.Struct({ now: Schema.Int, afterwards: Schema.Int, allowance: Schema.Int }),
  /** What the guard says of this plan. */
  guard: Verdict
})
export type PlanHeader = typeof PlanHeader.Type

/** Adds items up as they pass. */
export class Tally {
  private create = 0
  private update = 0
  private inactivate = 0
  private reactivate = 0
  private unchanged = 0
  private managerLinks = 0
  private readonly findings: { [code in Code]?: number } = {}
  private readonly people: PeopleTally | null

  constructor(people: PeopleTally | null) {
    this.people = people
  }

  add(item: PlanItem): void {
    this.people?.add(item)
    switch (item._tag) {
      case "Create":
        this.create++
        if (item.record.manager !== null) this.managerLinks++
        break
      case "Update":
        this.update++
        break
      case "Inactivate":
        this.inactivate++
        break
      case "Reactivate":
        this.reactivate++
        break
      case "Unchanged":
        this.unchanged++
        break
      case "Finding":
        this.findings[item.code] = (this.findings[item.code] ?? 0) + 1
        break
    }
    if ("changes" in item && item.changes.some((change) => change.field === "manager" && change.after !== null)) {
      this.managerLinks++
    }
  }

  get counts(): PlanCounts {
    return {
      create: this.create,
      update: this.update,
      inactivate: this.inactivate,
      reactivate: this.reactivate,
      unchanged: this.unchanged,
      managerLinks: this.managerLinks,
      findings: { ...this.findings },
      people: this.people?.totals() ?? null
    }
  }
}
