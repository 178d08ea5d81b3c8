/**
 * Reads a company from the CSV file of an HR system. No mess is added: everybody who works there has one Atlassian
 * account under their address. Reading the file itself is the caller's.
 */
import * as Effect from "effect/Effect"
import type { DirectoryCsvError } from "./DirectoryCsvError.ts"
import * as Dice from "./internal/Dice.ts"
import * as Employments from "./internal/Employments.ts"
import type { AtlassianPerson, EntraPerson, Organisation } from "./Organisation.ts"

/**
 * Text of a CSV file to an organisation, always the same one.
 *
 * Needed columns: `employeeKey`, `parentEmployeeKey`, `firstName`, `lastName`, `title`, `loginId`, `emailAddress`,
 * `department`, `status`; `endDate` (YYYY-MM-DD) where somebody left who has several rows; others are left alone. The
 * rows of one `loginId` are one person. The row with status `Current` speaks for them; without one, the row that ended
 * last does, and the person is disabled and has no account. The manager is the person who has, or had, the row with
 * the key `parentEmployeeKey`. A blank title or department is `null`. Ids come from the `loginId` alone.
 */
export const parse = Effect.fn("DirectoryCsv.parse")(function*(
  text: string
): Effect.fn.Return<Organisation, DirectoryCsvError> {
  const employees = yield* Employments.read(text)
  const members = yield* Effect.forEach(employees, (employee) => identified(employee.login, employee))
  const ids = new Map(members.map(({ id, login }) => [login, id]))
  const domain = mainDomain(employees)
  return {
    tenantId: (yield* identified(domain, {})).id,
    domain,
    people: members.map((member) => person(member, ids.get(member.managerLogin ?? ""))),
    accounts: members.filter(({ isCurrent }) => isCurrent).map(account)
  }
})

interface Identified {
  readonly id: string
  readonly accountId: string
}
type Member = Employments.Employee & Identified

const identified = <A extends object>(login: string, value: A): Effect.Effect<A & Identified> =>
  Effect.map(
    Dice.seeded("DirectoryCsv", login),
    (dice) => ({ ...value, id: dice.guid(), accountId: dice.accountId() })
  )

const person = (member: Member, managerId: string | undefined): EntraPerson => ({
  id: member.id,
  displayName: displayName(member),
  givenName: member.firstName,
  surname: member.lastName,
  userPrincipalName: member.emailAddress,
  mail: member.emailAddress,
  otherMails: [],
  proxyAddresses: [`SMTP:${member.emailAddress}`],
  jobTitle: orNull(member.title),
  department: orNull(member.department),
  accountEnabled: member.isCurrent,
  userType: "Member",
  externalUserState: null,
  manager: managerId === undefined ? null : { kind: "user", id: managerId }
})

const account = (member: Member): AtlassianPerson => ({
  accountId: member.accountId,
  accountType: "atlassian",
  active: true,
  displayName: displayName(member),
  emailAddress: member.emailAddress,
  emailVisibility: "shown"
})

const displayName = ({ firstName, lastName }: Employments.Employee): string => `${firstName} ${lastName}`
const orNull = (cell: string): string | null => cell === "" ? null : cell

/** The one that most people have; of several, the first in the file. */
const mainDomain = (employees: ReadonlyArray<Employments.Employee>): string => {
  const counts = new Map<string, number>()
  for (const { emailAddress } of employees) {
    const domain = emailAddress.slice(emailAddress.indexOf("@") + 1).toLowerCase()
    counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  return [...counts].reduce((most, next) => next[1] > most[1] ? next : most, ["", 0])[0]
}
