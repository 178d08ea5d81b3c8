/** Adds up what one run does, and keeps its first failures and findings. */
import type { Finding } from "../model/Finding.ts"
import type { Entry } from "../plan/Entry.ts"
import { type Failure, keptDetails, type RunReport } from "./RunReport.ts"

export class RunLog {
  private readonly planId: string
  private readonly counts = { Create: 0, Update: 0, Inactivate: 0, Reactivate: 0 }
  private managerLinks = 0
  private failed = 0
  private readonly failures: Array<Failure> = []
  private readonly findings: Array<Finding> = []

  constructor(planId: string) {
    this.planId = planId
  }

  written(entry: Entry): void {
    this.counts[entry._tag]++
  }

  managerLinked(): void {
    this.managerLinks++
  }

  fail(failure: Failure): void {
    this.failed++
    if (this.failures.length < keptDetails) this.failures.push(failure)
  }

  found(finding: Finding): void {
    if (this.findings.length < keptDetails) this.findings.push(finding)
  }

  get report(): RunReport {
    return {
      planId: this.planId,
      created: this.counts.Create,
      updated: this.counts.Update,
      inactivated: this.counts.Inactivate,
      reactivated: this.counts.Reactivate,
      managerLinks: this.managerLinks,
      failed: this.failed,
      failures: [...this.failures],
      findings: [...this.findings]
    }
  }
}
