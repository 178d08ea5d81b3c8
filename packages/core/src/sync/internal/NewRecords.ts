/**
 * The records that a plan creates, as far as it has been applied: which exist, and which may still come to exist. A link
 * to a manager waits for the second kind.
 */
import type { EntraId, ObjectId } from "../../model/Ids.ts"
import type { Target } from "../../plan/Drift.ts"
import type { Entry, ManagerLink } from "../../plan/Entry.ts"
import { isOpen, type Outcome } from "../Outcome.ts"

export class NewRecords {
  private readonly objects = new Map<EntraId, ObjectId>()
  private readonly open = new Set<EntraId>()

  /** Takes over what has become of one entry. */
  note({ entraId, kind, objectId, write }: Outcome): void {
    if (kind !== "Create") return
    if (isOpen(write)) {
      this.open.add(entraId)
    } else {
      this.open.delete(entraId)
      // A record that moved exists, but it is not as the plan took it to be.
      if (objectId !== null && write.status !== "moved") this.objects.set(entraId, objectId)
    }
  }

  target(link: ManagerLink | null): Target {
    if (link === null) return { _tag: "Known", objectId: null }
    const { entraId } = link
    const objectId = link.objectId ?? (entraId === null ? undefined : this.objects.get(entraId))
    if (objectId !== undefined) return { _tag: "Known", objectId }
    return entraId !== null && this.open.has(entraId) ? { _tag: "Waits" } : { _tag: "Missing" }
  }
}

/** The manager whose record this entry's own write links; `undefined` when it leaves Manager alone. */
export const managerOf = (entry: Entry): ManagerLink | null | undefined => {
  if (entry._tag === "Create") return entry.managerDeferred ? null : entry.record.manager
  for (const change of entry.changes) if (change.field === "manager") return change.after
  return undefined
}
