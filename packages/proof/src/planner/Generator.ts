/**
 * Scenes by chance: at most twelve people, accounts and records over eight addresses, so that everything collides.
 * Person, account and record of one number belong together, mostly; each draw says where they do not.
 */
import type { Employee } from "@entra-assets/core/model/Employee"
import { Deletion, type EntraManager, type EntraUser } from "@entra-assets/core/model/EntraUser"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { accountId, entraId, objectId, type Scene, type SourceName } from "./Scene.ts"

/** Numbers of people, accounts and records; 13 belongs to nobody. */
const Numbers = Schema.Literals([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])

const pool = ["a@x.io", "b@x.io", "c@x.io", "d@x.io", "e@x.io", "f@x.io", "g@x.io", "zo\u00eb@x.io"] as const
/** The same eight, some in another spelling, and a blank one. */
const Address = Schema.Literals([...pool, " A@X.io", "G@x.io ", "Zoe\u0308@x.io", " "])
/** "own" is the address of that number. */
const MainAddress = Schema.Union([
  Schema.Literal("own"),
  Schema.Literal("own"),
  Schema.Literal("own"),
  Schema.Literal("own"),
  Address
])
const Text = Schema.Literals([
  "Ada",
  "Ada",
  "Dr. Who",
  "  two  words ",
  "",
  "x".repeat(40),
  `x${"\u{1f600}".repeat(20)}`
])

const mostly = <S extends Schema.Top>(schema: S) => Schema.Union([schema, schema, schema, Schema.Null])
const exactly = <S extends Schema.Top>(count: number, schema: S) =>
  Schema.Array(schema).check(Schema.isBetweenLength(count, count))
const upToNumber = (most: number) => Schema.Literals(Array.from({ length: most + 1 }, (_, count) => count))
const upTo = <S extends Schema.Top>(count: number, schema: S) => Schema.Array(schema).check(Schema.isMaxLength(count))

/** "partner" and "next" make circles of two and of three. */
const Manager = Schema.Union([
  Numbers,
  Schema.Literals(["contact", "self", "partner"]),
  Schema.Literals(["partner", "partner", "next"])
])

/** A field that is drawn as "absent" is not in the payload. */
const field = <S extends Schema.Top>(schema: S) =>
  Schema.Union([schema, schema, schema, schema, Schema.Null, Schema.Literal("absent")])

const GeneratedUser = Schema.Struct({
  displayName: field(Text),
  mail: field(MainAddress),
  userPrincipalName: field(Schema.Union([MainAddress, Schema.Literal("no address"), Schema.Literal("no address")])),
  jobTitle: field(Text),
  department: field(Text),
  accountEnabled: field(Schema.Literals([true, true, false])),
  isGuest: Schema.Literals([false, false, false, true]),
  primaryProxyAddress: Schema.Union([Schema.Null, Schema.Null, Address]),
  aliases: upTo(2, Address),
  otherMails: upTo(2, Address),
  manager: Schema.Union([Manager, Manager, Schema.Literal("absent")])
})
type GeneratedUser = typeof GeneratedUser.Type

const GeneratedAccount = Schema.Struct({
  email: mostly(MainAddress),
  active: Schema.Literals([true, true, true, false])
})

const own = ["own", "own", "own", "own", "own", "own"] as const

/** "former" is an account that Jira does not list, "unmanaged" a record of somebody else. */
const GeneratedRecord = Schema.Struct({
  person: Schema.Literals([...own, "OWN", 1, 2, 13, "unmanaged"]),
  account: Schema.Union([Schema.Literals([...own, "former", "former", 1, 3, 13]), Schema.Null]),
  /** Texts as a sync of the person leaves them, or others. */
  texts: Schema.Literals(["right", "right", "wrong", "none"]),
  active: mostly(Schema.Boolean),
  manager: Schema.Union([Numbers, Schema.Null])
})
type GeneratedRecord = typeof GeneratedRecord.Type

const Percent = Schema.Literals([0, 10, 50, 100])

/** Limits for a dozen people. */
const GeneratedGuard = Schema.Struct({
  limits: Schema.Struct({
    enabled: Schema.Literals([true, true, true, false]),
    inactivations: Schema.Struct({ most: upToNumber(4), above: upToNumber(2), percent: Percent }),
    group: Schema.Struct({ size: Schema.Literals([1, 2, 3]), percent: Percent }),
    unmatched: Schema.Struct({ above: upToNumber(2), points: Percent }),
    blanked: Schema.Struct({ above: upToNumber(2), percent: Percent })
  }),
  objectAllowance: upToNumber(12),
  baseline: mostly(Schema.Struct({ count: upToNumber(4), accounts: upToNumber(12) }))
})

const GeneratedScene = Schema.Struct({
  users: exactly(12, GeneratedUser),
  accounts: exactly(12, GeneratedAccount),
  records: exactly(8, GeneratedRecord),
  /** How many of them there are: lengths that are drawn lie at the ends too often. */
  counts: Schema.Tuple([upToNumber(12), upToNumber(12), upToNumber(8)]),
  /** A whole scene leaves nothing out: no field, no page, no answer. */
  isWhole: Schema.Boolean,
  /** Everybody has the address of their number, a manager and no record, so that many are created at once. */
  isFirstDay: Schema.Literals([true, false, false, false, false, false]),
  partial: Schema.Literals(["none", "none", "none", "users", "accounts", "employees"]),
  gone: upTo(6, Numbers),
  goneAccounts: upTo(6, Numbers),
  managers: upTo(4, Schema.Tuple([Numbers, mostly(Manager)])),
  unconfirmed: Schema.Literals(["unanswered", "unrepeated"]),
  deletion: Schema.NullOr(Deletion),
  ranks: exactly(12, upToNumber(99)),
  assetsTidies: Schema.Boolean,
  guard: GeneratedGuard
})
type GeneratedScene = typeof GeneratedScene.Type

const ownAddress = (n: number): string => pool[(n - 1) % pool.length] ?? pool[0]

const addressed = <A>(drawn: A | "own", n: number): A | string => drawn === "own" ? ownAddress(n) : drawn

const managerNumber = (drawn: Exclude<typeof Manager.Type, "contact">, n: number): number => {
  switch (drawn) {
    case "self":
      return n
    case "partner":
      return n % 2 === 0 ? n - 1 : n + 1
    case "next":
      return n % 3 === 0 ? n - 2 : n + 1
    default:
      return drawn
  }
}

const managerOf = (drawn: typeof Manager.Type, n: number): EntraManager =>
  drawn === "contact" ? { _tag: "Contact", id: "contact" } : { _tag: "User", id: entraId(managerNumber(drawn, n)) }

const present = <A>(key: string, drawn: A | "absent", otherwise: A | "absent"): { readonly [key: string]: A } => {
  const value = drawn === "absent" ? otherwise : drawn
  return value === "absent" ? {} : { [key]: value }
}

const userOf = (drawn: GeneratedUser, n: number, isWhole: boolean): EntraUser => {
  const missing = isWhole ? null : "absent"
  const { accountEnabled, manager } = drawn
  return {
    id: entraId(n),
    ...present("displayName", drawn.displayName, missing),
    ...present("mail", addressed(drawn.mail, n), missing),
    ...present(
      "userPrincipalName",
      drawn.userPrincipalName === "no address" ? `user${n}` : addressed(drawn.userPrincipalName, n),
      missing
    ),
    ...present("jobTitle", drawn.jobTitle, missing),
    ...present("department", drawn.department, missing),
    ...(isWhole
      ? { accountEnabled: accountEnabled !== false }
      : present("accountEnabled", accountEnabled, "absent")),
    ...(manager === "absent" ? {} : { manager: managerOf(manager, n) }),
    isGuest: drawn.isGuest,
    primaryProxyAddress: drawn.primaryProxyAddress,
    aliases: drawn.aliases,
    otherMails: drawn.otherMails
  }
}

const recordOf = (drawn: GeneratedRecord, n: number, user: EntraUser | undefined): Employee => {
  const person = drawn.person === "own" || drawn.person === "OWN" ? n : drawn.person
  const account = drawn.account === null
    ? null
    : accountId(drawn.account === "own" ? n : drawn.account === "former" ? 100 + n : drawn.account)
  const text = (right: string | null | undefined): string | null => {
    const trimmed = right?.trim() ?? ""
    return drawn.texts === "wrong" ? "Wrong" : drawn.texts === "none" || trimmed === "" ? null : trimmed.slice(0, 30)
  }
  const fullName = text(user?.displayName)
  const userPrincipalName = text(user?.userPrincipalName)
  return {
    objectId: objectId(n),
    objectKey: `ENTRA-${n}`,
    name: fullName ?? userPrincipalName ?? entraId(n),
    entraUserId: person === "unmanaged"
      ? "somebody"
      : drawn.person === "OWN"
      ? entraId(person).toUpperCase()
      : entraId(person),
    fullName,
    email: text(user?.mail),
    userPrincipalName,
    jobTitle: text(user?.jobTitle),
    department: text(user?.department),
    atlassianAccountId: account,
    jiraUser: account,
    active: drawn.active,
    manager: drawn.manager === null ? null : objectId(drawn.manager),
    managerAtlassianAccountId: drawn.manager === null ? null : accountId(drawn.manager)
  }
}

const sceneOf = (drawn: GeneratedScene): Scene => {
  const { counts: [userCount, accountCount, recordCount], isFirstDay, isWhole } = drawn
  const users = drawn.users.slice(0, isFirstDay ? Math.min(userCount, pool.length) : userCount).map((user, index) =>
    userOf(
      isFirstDay ? { ...user, mail: "own", manager: user.manager === "absent" ? "partner" : user.manager } : user,
      index + 1,
      isWhole
    )
  )
  const partial: ReadonlyArray<SourceName> = isWhole || drawn.partial === "none" ? [] : [drawn.partial]
  return {
    users,
    accounts: drawn.accounts.slice(0, accountCount).map(({ active, email }, index) => ({
      accountId: accountId(index + 1),
      email: isFirstDay ? ownAddress(index + 1) : addressed(email, index + 1),
      active
    })),
    employees: drawn.records.slice(0, isFirstDay ? 0 : recordCount).map((record, index) =>
      recordOf(record, index + 1, users[index])
    ),
    partial,
    isAnswered: isWhole,
    goneUsers: drawn.gone.map(entraId),
    goneAccounts: [...drawn.goneAccounts, ...drawn.goneAccounts.map((n) => 100 + n)].map(accountId),
    managers: drawn.managers.map(([n, manager]) => [entraId(n), manager === null ? null : managerOf(manager, n)]),
    unconfirmed: drawn.unconfirmed,
    deletion: drawn.deletion,
    ranks: drawn.ranks,
    assetsTidies: drawn.assetsTidies,
    guard: drawn.guard
  }
}

export const scenes: Arbitrary.Arbitrary<Scene> = Arbitrary.map(Arbitrary.schema(GeneratedScene), sceneOf)
