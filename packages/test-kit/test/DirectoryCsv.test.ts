import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parse } from "../src/DirectoryCsv.ts"
import type { Reason } from "../src/DirectoryCsvError.ts"

const header = "employeeKey,parentEmployeeKey,firstName,lastName,title,loginId,emailAddress,department,endDate,status"
const ann = "1,,Ann,Lee,Director,corp\\ann,ann@example.com,Board,,Current"
const bob = "2,1,Bob,Ray,Clerk,corp\\bob,bob@example.com,Office,,Current"
const file = (...rows: ReadonlyArray<string>): string => [header, ...rows, ""].join("\n")

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it.effect("everybody who works there is one person with one account", () =>
  Effect.gen(function*() {
    const organisation = yield* parse(file(ann, bob))
    const [first, second] = organisation.people
    assert.deepStrictEqual(second, {
      id: second?.id ?? "",
      displayName: "Bob Ray",
      givenName: "Bob",
      surname: "Ray",
      userPrincipalName: "bob@example.com",
      mail: "bob@example.com",
      otherMails: [],
      proxyAddresses: ["SMTP:bob@example.com"],
      jobTitle: "Clerk",
      department: "Office",
      accountEnabled: true,
      userType: "Member",
      externalUserState: null,
      manager: { kind: "user", id: first?.id ?? "" }
    })
    assert.isNull(first?.manager)
    assert.deepStrictEqual(
      organisation.accounts.map(({ active, displayName, emailAddress, emailVisibility }) => ({
        active,
        displayName,
        emailAddress,
        emailVisibility
      })),
      [
        { active: true, displayName: "Ann Lee", emailAddress: "ann@example.com", emailVisibility: "shown" },
        { active: true, displayName: "Bob Ray", emailAddress: "bob@example.com", emailVisibility: "shown" }
      ]
    )
    assert.strictEqual(organisation.domain, "example.com")
    for (const id of [organisation.tenantId, ...organisation.people.map((person) => person.id)]) assert.match(id, guid)
  }))

it.effect("ids come from the loginId alone, whatever the rest of the file says", () =>
  Effect.gen(function*() {
    const before = yield* parse(file(ann, bob))
    const after = yield* parse(file("7,,Bob,Ray-Jones,Manager,CORP\\Bob,bob.ray@example.com,Sales,,Current"))
    assert.strictEqual(after.people[0]?.id, before.people[1]?.id)
    assert.strictEqual(after.accounts[0]?.accountId, before.accounts[1]?.accountId)
  }))

it.effect("the Current row wins, and a manager is found by the key of a historical row", () =>
  Effect.gen(function*() {
    const { people } = yield* parse(file(
      "1,,Ann,Lee,Trainee,corp\\ann,ann@example.com,Office,2020-01-31,",
      "2,1,Bob,Ray,Clerk,corp\\bob,bob@example.com,Office,,Current",
      "3,,Ann,Lee,Director,corp\\ann,ann@example.com,Board,,Current"
    ))
    assert.deepStrictEqual(people.map(({ displayName, jobTitle }) => [displayName, jobTitle]), [
      ["Ann Lee", "Director"],
      ["Bob Ray", "Clerk"]
    ])
    assert.deepStrictEqual(people[1]?.manager, { kind: "user", id: people[0]?.id ?? "" })
  }))

it.effect("who has no Current row is disabled, without account, as the last row says", () =>
  Effect.gen(function*() {
    const { accounts, people } = yield* parse(file(
      ann,
      "2,1,Bob,Ray,Manager,corp\\bob,bob@example.com,Sales,2021-12-31,",
      "3,1,Bob,Ray,Clerk,corp\\bob,bob@example.com,Office,2019-06-30,"
    ))
    assert.deepStrictEqual(people.map(({ accountEnabled, jobTitle }) => [accountEnabled, jobTitle]), [
      [true, "Director"],
      [false, "Manager"]
    ])
    assert.deepStrictEqual(accounts.map((account) => account.emailAddress), ["ann@example.com"])
  }))

it.effect("a blank title or department is null, and one leaver's row needs no date", () =>
  Effect.gen(function*() {
    const { people } = yield* parse(file("1,,Ann,Lee, ,corp\\ann,ann@example.com,,,"))
    assert.deepStrictEqual(
      people.map(({ accountEnabled, department, jobTitle }) => [accountEnabled, department, jobTitle]),
      [
        [false, null, null]
      ]
    )
  }))

it.effect("a mark at the start, CRLF, quotes, empty lines, other columns and their order do not matter", () =>
  Effect.gen(function*() {
    const text = [
      "\uFEFFstatus,notes,department,emailAddress,loginId,title,lastName,firstName,parentEmployeeKey,employeeKey",
      "",
      "Current,\"first line\r\nsecond, \"\"quoted\"\"\",Board,ann@example.com,corp\\ann,\"Director, EMEA\",Lee,Ann,,1",
      ",,,,,,,,,",
      "Current,,Office,bob@example.com,corp\\bob,Clerk,Ray,Bob,1,2"
    ].join("\r\n")
    const { people } = yield* parse(text)
    assert.deepStrictEqual(people.map(({ displayName, jobTitle }) => [displayName, jobTitle]), [
      ["Ann Lee", "Director, EMEA"],
      ["Bob Ray", "Clerk"]
    ])
  }))

interface Bad {
  readonly name: string
  readonly text: string
  readonly reason: Reason
  readonly line: number
  readonly column: string | null
}

const bad: ReadonlyArray<Bad> = [
  { name: "an empty file", text: "", reason: "EmptyFile", line: 1, column: null },
  { name: "a file of empty lines", text: "\uFEFF\r\n\r\n", reason: "EmptyFile", line: 1, column: null },
  { name: "a header without rows", text: file(), reason: "HeaderOnly", line: 1, column: null },
  {
    name: "a missing column",
    text: file(ann).replace("loginId", "login"),
    reason: "MissingColumn",
    line: 1,
    column: "loginId"
  },
  {
    name: "other separators",
    text: file(ann).replaceAll(",", ";"),
    reason: "MissingColumn",
    line: 1,
    column: "employeeKey"
  },
  {
    name: "a column twice",
    text: file(ann).replace("endDate", "title"),
    reason: "RepeatedColumn",
    line: 1,
    column: "title"
  },
  { name: "too few cells", text: file(ann, "2,1,Bob"), reason: "BrokenRow", line: 3, column: null },
  { name: "too many cells", text: file(ann, `${bob},x`), reason: "BrokenRow", line: 3, column: null },
  {
    name: "a quote that is not closed",
    text: file(ann, bob.replace("Ray", "\"Ray")),
    reason: "BrokenRow",
    line: 3,
    column: "lastName"
  },
  {
    name: "a quote in the middle of a cell",
    text: file(bob.replace("Clerk", "5\" Clerk")),
    reason: "BrokenRow",
    line: 2,
    column: "title"
  },
  { name: "a blank key", text: file(ann.replace("1", "")), reason: "BlankValue", line: 2, column: "employeeKey" },
  {
    name: "a blank first name",
    text: file(ann.replace("Ann", " ")),
    reason: "BlankValue",
    line: 2,
    column: "firstName"
  },
  { name: "a blank last name", text: file(ann.replace("Lee", "")), reason: "BlankValue", line: 2, column: "lastName" },
  {
    name: "a blank loginId",
    text: file(ann.replace("corp\\ann", "")),
    reason: "BlankValue",
    line: 2,
    column: "loginId"
  },
  {
    name: "a blank address",
    text: file(ann.replace("ann@example.com", "")),
    reason: "BlankValue",
    line: 2,
    column: "emailAddress"
  },
  {
    name: "an address without domain",
    text: file(ann.replace("@example.com", "")),
    reason: "BadAddress",
    line: 2,
    column: "emailAddress"
  },
  {
    name: "a key twice",
    text: file(ann, bob.replace("2", "1")),
    reason: "DuplicateEmployeeKey",
    line: 3,
    column: "employeeKey"
  },
  {
    name: "a manager whom no row has",
    text: file(ann, bob.replace(",1,", ",9,")),
    reason: "UnknownParent",
    line: 3,
    column: "parentEmployeeKey"
  },
  {
    name: "two Current rows of one login",
    text: file(ann, ann.replace("1", "2")),
    reason: "TwoCurrentRows",
    line: 3,
    column: "status"
  },
  {
    name: "one login, two first names",
    text: file(ann, ann.replace("1", "2").replace("Ann", "Anna")),
    reason: "TwoNames",
    line: 3,
    column: "firstName"
  },
  {
    name: "one login, two last names",
    text: file(ann, ann.replace("1", "2").replace("Lee", "Li")),
    reason: "TwoNames",
    line: 3,
    column: "lastName"
  },
  {
    name: "one login, two addresses",
    text: file(ann, ann.replace("1", "2").replace("ann@", "lee@")),
    reason: "TwoAddresses",
    line: 3,
    column: "emailAddress"
  },
  {
    name: "one address, two logins",
    text: file(ann, bob.replace("bob@", "Ann@")),
    reason: "SharedAddress",
    line: 3,
    column: "emailAddress"
  },
  {
    name: "leavers' rows whose order no date tells",
    text: file(
      "1,,Ann,Lee,Clerk,corp\\ann,ann@example.com,Office,2020-01-31,",
      "2,,Ann,Lee,Clerk,corp\\ann,ann@example.com,Office,2021-02-30,"
    ),
    reason: "BadDate",
    line: 3,
    column: "endDate"
  },
  {
    name: "a problem after a cell of two lines",
    text: file(ann.replace("Director", "\"Director\nEMEA\""), bob.replace("Bob", "")),
    reason: "BlankValue",
    line: 4,
    column: "firstName"
  }
]

it.effect.each(bad)("$name is refused with its place", ({ column, line, reason, text }) =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(parse(text))
    assert.deepStrictEqual([error.reason, error.line, error.column], [reason, line, column])
    assert.isTrue(error.message.startsWith(column === null ? `Line ${line}: ` : `Line ${line}, column ${column}: `))
    assert.notInclude(error.message, "\n")
    assert.notMatch(error.message, /@example|Ann|Bob/, "no personal data")
  }))

const sample = fileURLToPath(new URL("../../../../shared/data/directory/adventureworks-employees.csv", import.meta.url))

// The data lies beside the repository and is not part of it.
it.effect.skipIf(!existsSync(sample))(
  "Adventure Works has 290 people, all with an account, and 289 managers",
  () =>
    Effect.gen(function*() {
      const text = readFileSync(sample, "utf8")
      const { accounts, people } = yield* parse(text)
      assert.strictEqual(people.length, 290)
      assert.strictEqual(accounts.length, 290)
      assert.strictEqual(people.filter((person) => person.manager !== null).length, 289)

      // Computed again the plain way: this file has no quotes, so commas split it.
      const rows = text.trim().split("\n").slice(1).map((line) => line.split(","))
      const addressOfKey = new Map(rows.map(([key, , , , , , , address]) => [key, address]))
      const expected = rows.flatMap(([, parent, , , , title, , address, , department, , , status]) =>
        status === "Current" ? [{ address, title, department, manager: addressOfKey.get(parent) }] : []
      )
      const addressOfId = new Map(people.map((person) => [person.id, person.mail]))
      const found = people.map((person) => ({
        address: person.mail,
        title: person.jobTitle,
        department: person.department,
        manager: person.manager === null ? undefined : addressOfId.get(person.manager.id)
      }))
      assert.sameDeepMembers<unknown>(found, expected)
    })
)
