import { assert, it } from "@effect/vitest"
import { Create, Entry } from "@entra-assets/core/plan/Entry"
import * as Schema from "effect/Schema"
import { choose } from "../src/Samples.ts"

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`

const create = (number: number, jobTitle: string | null, manager: number | null) =>
  Schema.decodeUnknownSync(Create)({
    _tag: "Create",
    entraId: id(number),
    accountId: `account-${number}`,
    record: {
      name: `Person ${number}`,
      fullName: `Person ${number}`,
      email: null,
      userPrincipalName: null,
      jobTitle,
      department: null,
      active: true,
      manager: manager === null ? null : { entraId: id(manager), objectId: null },
      managerAtlassianAccountId: null
    },
    level: 0,
    managerDeferred: false
  })

const update = (number: number, ...fields: ReadonlyArray<"jobTitle" | "department">) =>
  Schema.decodeUnknownSync(Entry)({
    _tag: "Update",
    entraId: id(number),
    accountId: null,
    objectId: String(number),
    name: `Person ${number}`,
    changes: fields.map((field) => ({ field, before: null, after: "new" }))
  })

const namesOf = (entries: ReadonlyArray<Entry>) =>
  entries.map((entry) => entry._tag === "Create" ? entry.record.name : entry.name)

it("new people with title and manager come first, the others only for want of them", () => {
  const top = create(1, "Chief", null)
  const guest = create(2, null, 1)
  const clerks = [3, 4, 5].map((number) => create(number, "Clerk", 1))
  assert.deepStrictEqual(namesOf(choose([top, guest, ...clerks])), ["Person 3", "Person 4", "Person 5", "Person 1"])
  assert.deepStrictEqual(namesOf(choose([top, guest])), ["Person 1", "Person 2"])
})

it("every kind of change is seen before one is seen again", () => {
  const changes = [
    ...[1, 2, 3, 4, 5].map((number) => update(number, "jobTitle")),
    update(6, "department"),
    update(7, "jobTitle", "department")
  ]
  assert.deepStrictEqual(namesOf(choose(changes)), ["Person 1", "Person 6", "Person 7", "Person 2"])
})

it("new people stand before changes, wherever they are in the plan", () => {
  assert.deepStrictEqual(namesOf(choose([update(1, "jobTitle"), create(2, "Clerk", 1)])), ["Person 2", "Person 1"])
})
