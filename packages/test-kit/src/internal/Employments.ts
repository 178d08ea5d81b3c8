/**
 * What an HR file says of each person. A row is one employment; the rows of one `loginId` are one person, and the row
 * whose status is `Current` speaks for them, or else the last one that ended.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type DirectoryCsvError, problem } from "../DirectoryCsvError.ts"
import * as CsvTable from "./CsvTable.ts"
import { comparable } from "./Staff.ts"

export interface Employment {
  /** `loginId` as it is compared: Windows does not tell its cases apart. */
  readonly login: string
  readonly firstName: string
  readonly lastName: string
  readonly emailAddress: string
  readonly title: string
  readonly department: string
  readonly employeeKey: string
  readonly parentEmployeeKey: string
  readonly isCurrent: boolean
  readonly endDate: string
  readonly line: number
}

export interface Employee extends Employment {
  /** Login of the person behind `parentEmployeeKey`. */
  readonly managerLogin: string | null
}

const notBlank = ["employeeKey", "firstName", "lastName", "loginId", "emailAddress"] as const
const columns = {
  needed: [...notBlank, "parentEmployeeKey", "title", "department", "status"],
  optional: ["endDate"]
} as const
type Column = typeof columns.needed[number] | typeof columns.optional[number]

/** One entry for each person, in the order of their first rows. */
export const read = Effect.fnUntraced(function*(
  text: string
): Effect.fn.Return<ReadonlyArray<Employee>, DirectoryCsvError> {
  const rows = yield* CsvTable.parse<Column>(text, columns)
  const employments = yield* Effect.forEach(rows, employment)
  const byKey = yield* keyed(employments)
  const people = yield* Effect.forEach((yield* grouped(employments)).values(), speaker)
  return people.map((person) => ({
    ...person,
    managerLogin: byKey.get(person.parentEmployeeKey)?.login ?? null
  }))
})

const employment = Effect.fnUntraced(function*({ cell, line }: CsvTable.Row<Column>) {
  for (const column of notBlank) {
    if (cell(column) === "") {
      return yield* problem("BlankValue", { line, column }, "the cell is blank. Every row needs a value here.")
    }
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(cell("emailAddress"))) {
    return yield* problem("BadAddress", { line, column: "emailAddress" }, "this is no address. Write name@domain.")
  }
  return {
    login: comparable(cell("loginId")),
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    emailAddress: cell("emailAddress"),
    title: cell("title"),
    department: cell("department"),
    employeeKey: cell("employeeKey"),
    parentEmployeeKey: cell("parentEmployeeKey"),
    isCurrent: cell("status") === "Current",
    endDate: cell("endDate"),
    line
  }
})

/** The rows by their key, historical ones included: a manager is often named by the key of an earlier row. */
const keyed = Effect.fnUntraced(function*(employments: ReadonlyArray<Employment>) {
  const byKey = new Map<string, Employment>()
  for (const row of employments) {
    const earlier = byKey.get(row.employeeKey)
    if (earlier !== undefined) {
      return yield* problem(
        "DuplicateEmployeeKey",
        { line: row.line, column: "employeeKey" },
        `line ${earlier.line} has the same key. Give each row a key of its own.`
      )
    }
    byKey.set(row.employeeKey, row)
  }
  for (const { line, parentEmployeeKey } of employments) {
    if (parentEmployeeKey !== "" && !byKey.has(parentEmployeeKey)) {
      return yield* problem(
        "UnknownParent",
        { line, column: "parentEmployeeKey" },
        "no row has this employeeKey. Add the manager's row, or leave the cell blank."
      )
    }
  }
  return byKey
})

/** The rows of each person, by login. */
const grouped = Effect.fnUntraced(function*(employments: ReadonlyArray<Employment>) {
  const byLogin = new Map<string, [Employment, ...Array<Employment>]>()
  const byAddress = new Map<string, Employment>()
  for (const row of employments) {
    const address = comparable(row.emailAddress)
    const holder = byAddress.get(address)
    if (holder !== undefined && holder.login !== row.login) {
      return yield* problem(
        "SharedAddress",
        { line: row.line, column: "emailAddress" },
        `line ${holder.line} has the same address under another loginId. Give each person an address of their own.`
      )
    }
    byAddress.set(address, row)
    const same = byLogin.get(row.login)
    if (same === undefined) {
      byLogin.set(row.login, [row])
    } else {
      const error = contradiction(row, same)
      if (error !== undefined) return yield* error
      same.push(row)
    }
  }
  return byLogin
})

/** Why a row cannot be of the same person as the rows before it. */
const contradiction = (
  row: Employment,
  same: readonly [Employment, ...ReadonlyArray<Employment>]
): DirectoryCsvError | undefined => {
  const { line } = row
  const [first] = same
  for (const column of ["firstName", "lastName"] as const) {
    if (row[column] !== first[column]) {
      return problem(
        "TwoNames",
        { line, column },
        `line ${first.line} has the same loginId with another name. One loginId is one person: write one name.`
      )
    }
  }
  if (comparable(row.emailAddress) !== comparable(first.emailAddress)) {
    return problem(
      "TwoAddresses",
      { line, column: "emailAddress" },
      `line ${first.line} has the same loginId with another address. One loginId is one person: write one address.`
    )
  }
  const current = row.isCurrent ? same.find((other) => other.isCurrent) : undefined
  return current === undefined ? undefined : problem(
    "TwoCurrentRows",
    { line, column: "status" },
    `line ${current.line} is Current for the same loginId. Leave the status of all rows but one blank.`
  )
}

/** The row that speaks for a person. */
const speaker = Effect.fnUntraced(function*([first, ...rest]: readonly [Employment, ...ReadonlyArray<Employment>]) {
  const rows = [first, ...rest]
  const current = rows.find((row) => row.isCurrent)
  if (current !== undefined || rest.length === 0) return current ?? first
  for (const { endDate, line } of rows) {
    if (!isDate(endDate)) {
      return yield* problem(
        "BadDate",
        { line, column: "endDate" },
        "no row of this loginId is Current, so each needs the date of its end, such as 2026-11-30."
      )
    }
  }
  return rest.reduce((latest, row) => row.endDate >= latest.endDate ? row : latest, first)
})

const isDate = (text: string): boolean =>
  Option.exists(DateTime.make(text), (date) => DateTime.formatIsoDateUtc(date) === text)
