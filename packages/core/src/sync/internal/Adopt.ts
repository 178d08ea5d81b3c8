/**
 * What to do when Assets refuses a create because the person has a record: it had taken effect already and only the
 * answer was lost, or another run was faster. The record is looked up and brought to what the entry says.
 */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { EmployeeFields } from "../../model/Employee.ts"
import type { ObjectId } from "../../model/Ids.ts"
import { diff } from "../../plan/Diff.ts"
import type { Create } from "../../plan/Entry.ts"
import { boundAccount } from "../../plan/Records.ts"
import { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { RecordRefused, type Written } from "../../ports/EmployeeWriter.ts"
import { changedFields } from "./EntryFields.ts"

const invisible = new RecordRefused({
  attribute: "Entra User ID",
  message: "Assets says that another record has this Entra User ID, but shows none. Run the sync again later."
})

const several = new RecordRefused({
  attribute: "Entra User ID",
  message: "Several records have this Entra User ID. Remove all but one."
})

const boundElsewhere = new RecordRefused({
  attribute: "Atlassian Account ID",
  message: "A record for this person appeared meanwhile, bound to another Atlassian account. Make a new preview."
})

/** `indexLagSeconds`: how long a record may need to become visible. */
export const make = Effect.fnUntraced(function*(indexLagSeconds: number) {
  const reader = yield* EmployeeReader

  const existing = (entry: Create) =>
    reader.findByEntraId(entry.entraId).pipe(
      Effect.filterOrFail((found) => found.length > 0, () => invisible),
      Effect.retry({
        schedule: Schedule.min([Schedule.exponential("1 second"), Schedule.spaced("10 seconds")]).pipe(
          Schedule.upTo({ duration: `${indexLagSeconds} seconds` })
        ),
        while: (error) => error === invisible
      })
    )

  /** `linked` is what Manager says afterwards. */
  return Effect.fnUntraced(function*<E>(
    entry: Create,
    manager: ObjectId | null,
    update: (objectId: ObjectId, fields: EmployeeFields) => Effect.Effect<Written, E>
  ) {
    const [employee, ...others] = yield* existing(entry)
    if (employee === undefined || others.length > 0) return yield* several
    const bound = boundAccount(employee)
    if (bound !== null && bound !== entry.accountId) return yield* boundElsewhere
    // A manager that the entry cannot link yet leaves the link as it is.
    const linked = manager ?? employee.manager
    const changes = diff(
      employee,
      {
        ...entry.record,
        manager: linked === null ? null : { entraId: null, objectId: linked },
        managerAtlassianAccountId: manager === null
          ? employee.managerAtlassianAccountId
          : entry.record.managerAtlassianAccountId,
        atlassianAccountId: entry.accountId,
        jiraUser: entry.accountId
      },
      new Map()
    )
    if (changes.length === 0) return { objectId: employee.objectId, nameAdjusted: false, linked }
    return { ...yield* update(employee.objectId, changedFields(changes, linked)), linked }
  })
})
