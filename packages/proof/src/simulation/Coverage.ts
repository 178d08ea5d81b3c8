/**
 * What happened in all the histories together. A simulation that never brings something about proves nothing of it, so
 * after enough seeds whatever was never seen makes the check fail.
 */
import { FindingCode } from "@entra-assets/core/model/Finding"
import { GuardRule } from "@entra-assets/core/plan/Verdict"
import { assetsFaults, graphFaults, jiraFaults, transportFaults } from "@entra-assets/test-kit/FaultMix"

const named = (kind: string, names: ReadonlyArray<string>) => names.map((name) => `${kind}: ${name}`)

const faults = [
  ...["token", "graph", "jira", "assets"].flatMap((service) => transportFaults.map((fault) => `${service}.${fault}`)),
  ...graphFaults.map((fault) => `graph.${fault}`),
  ...jiraFaults.map((fault) => `jira.${fault}`),
  ...assetsFaults.map((fault) => `assets.${fault}`)
]

const runs = [
  ...["manual", "scheduled"].flatMap((trigger) =>
    ["succeeded", "failed", "blocked", "cancelled"].map((state) => `sync ${trigger} ${state}`)
  ),
  // A message that finds its run overtaken. For manual runs that is rarer than once in 300 seeds, and no other matter.
  "sync scheduled interrupted"
]

/** Every kind of event, in the order of the alphabet. */
export const events: ReadonlyArray<string> = [
  "AddAccount",
  "AddPerson",
  "AddRecord",
  "ChangeAccount",
  "ChangePerson",
  "DeleteAccount",
  "DeletePerson",
  "DeleteRecord",
  "DuplicateRecord",
  "EditRecord",
  "PurgePerson",
  "RenameAttribute",
  "RestorePerson"
]

export const expected: ReadonlyArray<string> = [
  ...named("fault", faults),
  ...named("event", events),
  ...named("step", ["Tick", "Manual", "PreviewThenApply", "Cancel", "Saves", "Schedules", "Cadence", "ClockJumps"]),
  ...named("run", runs),
  ...named("run", ["apply manual succeeded", "apply manual blocked", "preview manual succeeded"]),
  ...named("state", ["queued", "reading", "planned", "applying", "succeeded", "blocked", "failed", "cancelled"]),
  "state: interrupted",
  ...named("slice", ["Ended", "Continue", "Busy", "Killed", "Failed"]),
  ...named("tick", ["Off", "Paused", "NotYet", "Quarantined", "Started", "Busy"]),
  ...named("message", ["late", "lost", "doubled"]),
  ...["before", "after"].flatMap((moment) => ["request", "store", "lease"].map((kind) => `death ${moment} ${kind}`)),
  ...named("blocked", ["approve", "cancel", "leave"]),
  ...named("entry", ["create", "update", "inactivate", "reactivate"]),
  ...named("finding", FindingCode.literals),
  ...named("guard", GuardRule.literals)
]

/** After so many seeds everything has been seen. */
export const enoughSeeds = 300

export class Coverage {
  private seeds = 0
  private readonly counts = new Map<string, number>()

  add(seen: Readonly<Record<string, number>>): void {
    this.seeds++
    for (const [what, count] of Object.entries(seen)) this.counts.set(what, (this.counts.get(what) ?? 0) + count)
  }

  count(what: string): number {
    return this.counts.get(what) ?? 0
  }

  /** What never happened, once there were enough seeds to tell. */
  get unseen(): ReadonlyArray<string> {
    return this.seeds < enoughSeeds ? [] : expected.filter((what) => this.count(what) === 0)
  }

  /** One line for each kind of thing, such as `fault`. */
  get table(): ReadonlyArray<string> {
    const kinds = new Map<string, Array<string>>()
    for (const [what, count] of [...this.counts].toSorted(([a], [b]) => a < b ? -1 : 1)) {
      const [kind = "", name] = what.split(": ")
      if (name === undefined) continue
      kinds.set(kind, [...kinds.get(kind) ?? [], `${name} ${count}`])
    }
    return Array.from(kinds, ([kind, names]) => `  ${kind.padEnd(8)} ${names.join(", ")}`)
  }
}
