/**
 * Draws what happens next in a world: mostly the ordinary life of a company, with a good share of what syncs are known
 * to trip over. What comes out depends on the dice and on the world as it is, and on nothing that the engine did.
 */
import type { AtlassianPerson, EntraPerson, Manager } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import type { Dice } from "./Dice.ts"
import type { Event } from "./Event.ts"
import type { World } from "./World.ts"

type Kind = (scene: Scene) => ReadonlyArray<Event>

interface Scene {
  readonly dice: Dice
  readonly domain: string
  readonly people: ReadonlyArray<EntraPerson>
  readonly deleted: ReadonlyArray<EntraPerson>
  readonly accounts: ReadonlyArray<AtlassianPerson>
}

/** Several events are one story: they follow each other at once. */
export const next = (dice: Dice, world: World): Effect.Effect<ReadonlyArray<Event>> =>
  Effect.map(world.entra.tenant.deleted, (deleted) => {
    const scene: Scene = {
      dice,
      domain: world.entra.tenant.domain,
      people: world.entra.tenant.slots.flatMap((person) => person ?? []),
      deleted: deleted.map(({ person }) => person),
      accounts: world.atlassian.accounts().filter(({ emailAddress }) => emailAddress !== "")
    }
    return dice.weighted(kinds)?.(scene) ?? []
  })

// ---------------------------------------------------------------------------------------------------------------------
// people
// ---------------------------------------------------------------------------------------------------------------------

const texts = ["Engineer", "Head of \"R\" & D", "  spaced  out ", "Ünïcode = strange; yes?", "x".repeat(300), ""]

const newAddress = ({ dice, domain }: Scene): string => `n${dice.guid().slice(0, 6)}@${domain}`

const addressed = (mail: string) => ({
  mail,
  userPrincipalName: mail,
  proxyAddresses: [`SMTP:${mail}`]
})

/** Somebody of this address, who may report to anybody. */
const newcomer = ({ dice, people }: Scene, mail: string): EntraPerson => {
  const manager = dice.pick(people)
  const name = `New ${mail.slice(0, 7)}`
  return {
    id: dice.guid(),
    displayName: name,
    givenName: "New",
    surname: mail.slice(0, 7),
    ...addressed(mail),
    otherMails: [],
    jobTitle: dice.pick(texts) ?? null,
    department: dice.pick(people)?.department ?? null,
    accountEnabled: true,
    userType: "Member",
    externalUserState: null,
    manager: manager === undefined || dice.chance(0.1) ? null : { kind: "user", id: manager.id }
  }
}

const accountOf = ({ dice }: Scene, person: EntraPerson): AtlassianPerson => ({
  accountId: `712020:${dice.guid()}`,
  accountType: "atlassian",
  active: true,
  displayName: person.displayName ?? "",
  emailAddress: person.mail ?? person.userPrincipalName,
  emailVisibility: dice.chance(0.8) ? "shown" : "hidden"
})

const onPerson = (story: (person: EntraPerson, scene: Scene) => ReadonlyArray<Event>): Kind => (scene) => {
  const person = scene.dice.pick(scene.people)
  return person === undefined ? [] : story(person, scene)
}
const onAccount = (story: (account: AtlassianPerson, scene: Scene) => ReadonlyArray<Event>): Kind => (scene) => {
  const account = scene.dice.pick(scene.accounts)
  return account === undefined ? [] : story(account, scene)
}
const change = (id: string, changes: Partial<Omit<EntraPerson, "id">>): Event => ({ _tag: "ChangePerson", id, changes })
const changeAccount = (accountId: string, changes: Partial<Omit<AtlassianPerson, "accountId">>): Event => ({
  _tag: "ChangeAccount",
  accountId,
  changes
})

const hire: Kind = (scene) => {
  const person = newcomer(scene, newAddress(scene))
  return [
    { _tag: "AddPerson", person },
    ...(scene.dice.chance(0.85) ? [{ _tag: "AddAccount", account: accountOf(scene, person) } as const] : [])
  ]
}

/** Their manager is somebody who is not there yet, and comes later, or never. */
const hireBeforeManager: Kind = (scene) => {
  const manager = newcomer(scene, newAddress(scene))
  const person = { ...newcomer(scene, newAddress(scene)), manager: { kind: "user", id: manager.id } as const }
  return [
    { _tag: "AddPerson", person },
    { _tag: "AddAccount", account: accountOf(scene, person) },
    ...(scene.dice.chance(0.7) ? [{ _tag: "AddPerson", person: manager } as const] : [])
  ]
}

const readdress = onPerson((person, scene) => {
  const mail = newAddress(scene)
  return [change(person.id, {
    ...addressed(mail),
    proxyAddresses: [`SMTP:${mail}`, ...person.proxyAddresses.map((one) => one.replace(/^SMTP:/u, "smtp:"))]
  })]
})

/** The address goes to somebody new, whose account is another one, or for a while the same. */
const reuseAddress = onPerson((leaver, scene) => {
  const mail = leaver.mail ?? leaver.userPrincipalName
  const person = newcomer(scene, mail)
  const fate = scene.dice.below(3)
  return [
    fate === 0
      ? { _tag: "DeletePerson", id: leaver.id }
      : change(leaver.id, { ...addressed(`former-${newAddress(scene)}`), accountEnabled: fate === 1 }),
    { _tag: "AddPerson", person },
    ...(scene.dice.chance(0.5) ? [{ _tag: "AddAccount", account: accountOf(scene, person) } as const] : [])
  ]
})

/** Two users of one person become one, who has the addresses of both. */
const merge = onPerson((kept, scene) => {
  const other = scene.dice.pick(scene.people)
  return other === undefined || other.id === kept.id ? [] : [
    { _tag: "DeletePerson", id: other.id },
    change(kept.id, {
      proxyAddresses: [...kept.proxyAddresses, ...other.proxyAddresses.map((one) => one.replace(/^SMTP:/u, "smtp:"))]
    })
  ]
})

/** A second user takes one of the addresses along. */
const split = onPerson((person, scene) => [
  { _tag: "AddPerson", person: newcomer(scene, person.mail ?? newAddress(scene)) },
  change(person.id, { mail: newAddress(scene) })
])

/** The account goes, and the person comes back with another one. */
const newAccount = onPerson((person, scene) => {
  const mail = person.mail ?? person.userPrincipalName
  const before = scene.accounts.find(({ emailAddress }) => emailAddress.toLowerCase() === mail.toLowerCase())
  return before === undefined ? [] : [
    { _tag: "DeleteAccount", accountId: before.accountId },
    { _tag: "AddAccount", account: accountOf(scene, person) }
  ]
})

const setManager = (manager: (person: EntraPerson, scene: Scene) => Manager | null) =>
  onPerson((person, scene) => [change(person.id, { manager: manager(person, scene) })])

const anybody = (_person: EntraPerson, { dice, people }: Scene): Manager | null => {
  const manager = dice.pick(people)
  return manager === undefined ? null : { kind: "user", id: manager.id }
}

/** Two who lead each other. */
const circle = onPerson((person, { dice, people }) => {
  const other = dice.pick(people)
  return other === undefined ? [] : [
    change(person.id, { manager: { kind: "user", id: other.id } }),
    change(other.id, { manager: { kind: "user", id: person.id } })
  ]
})

const restore: Kind = ({ deleted, dice }) => {
  const person = dice.pick(deleted)
  return person === undefined ? [] : [{ _tag: "RestorePerson", id: person.id }]
}

const purgeDeleted: Kind = ({ deleted, dice }) => {
  const person = dice.pick(deleted)
  return person === undefined ? [] : [{ _tag: "PurgePerson", id: person.id }]
}

/** Now and then something happens to many at once, at which the guard has to look. */
const rarely = (story: Kind): Kind => (scene) => scene.dice.chance(0.4) ? story(scene) : []

/** A whole department, or half of the company. */
const massLeave = rarely((scene) => {
  const { department = null } = scene.dice.pick(scene.people) ?? {}
  const isHit = scene.dice.chance(0.5)
    ? (person: EntraPerson) => person.department === department
    : () => scene.dice.chance(0.5)
  return scene.people.filter(isHit).map(({ id }) => change(id, { accountEnabled: false }))
})

const massReturn = rarely(({ people }) =>
  people.flatMap(({ accountEnabled, id }) => accountEnabled ? [] : [change(id, { accountEnabled: true })])
)

/** Somebody's script empties an attribute. */
const massBlank = rarely((scene) => {
  const blank = scene.dice.chance(0.5) ? { department: null } : { jobTitle: null }
  return scene.people.map(({ id }) => change(id, blank))
})

/** Accounts of people who are not in Entra ID. */
const strangers = rarely((scene) =>
  Array.from({ length: scene.dice.between(10, 40) }, () => {
    const stranger = newcomer(scene, `n${scene.dice.guid().slice(0, 6)}@elsewhere.example`)
    return { _tag: "AddAccount", account: accountOf(scene, stranger) } as const
  })
)

// ---------------------------------------------------------------------------------------------------------------------
// by hand
// ---------------------------------------------------------------------------------------------------------------------

const editable = ["Full Name", "Email", "Job Title", "Department", "Active", "Name", "Jira User"] as const

const edit = onPerson(({ id }, { dice }) => {
  const attribute = dice.pick(editable) ?? "Job Title"
  const value = attribute === "Active"
    ? dice.chance(0.5) ? "true" : "false"
    : attribute === "Email"
    ? "by.hand@elsewhere.example"
    : `By hand ${dice.below(1000)}`
  return [{
    _tag: "EditRecord",
    entraId: id,
    values: { [attribute]: dice.chance(0.2) && attribute !== "Name" ? [] : value }
  }]
})

const renames = [["Job Title", "Title"], ["Department", "Team"], ["Email", "Mail"], ["Manager", "Boss"]] as const

const kinds: ReadonlyArray<readonly [number, Kind]> = [
  [10, hire],
  [2, hireBeforeManager],
  [6, onPerson(({ id }) => [change(id, { accountEnabled: false })])],
  [3, onPerson(({ id }) => [change(id, { accountEnabled: true })])],
  [5, onPerson(({ id }) => [{ _tag: "DeletePerson", id }])],
  [2, onPerson(({ id }) => [{ _tag: "PurgePerson", id }])],
  [1, purgeDeleted],
  [4, restore],
  [4, onPerson(({ id, surname }, { dice }) => [change(id, { displayName: `${surname ?? ""} ${dice.below(1000)}` })])],
  [4, readdress],
  [3, reuseAddress],
  [2, merge],
  [2, split],
  [3, newAccount],
  [5, onPerson(({ id }, { dice }) => [change(id, { jobTitle: dice.chance(0.2) ? null : dice.pick(texts) ?? null })])],
  [2, onPerson(({ id }, { dice }) => [change(id, { department: dice.chance(0.3) ? null : dice.pick(texts) ?? null })])],
  [1, onPerson(({ id }) => [change(id, { mail: null })])],
  [8, setManager(anybody)],
  [2, setManager(() => null)],
  [1, setManager(({ id }) => ({ kind: "user", id }))],
  [1, setManager((_, { dice }) => ({ kind: "orgContact", id: dice.guid() }))],
  [1, setManager((_, { dice }) => ({ kind: "user", id: dice.guid() }))],
  [2, circle],
  [1, massLeave],
  [2, massReturn],
  [1, massBlank],
  [1, strangers],
  [3, onAccount(({ accountId }) => [changeAccount(accountId, { active: false })])],
  [2, onAccount(({ accountId }) => [changeAccount(accountId, { active: true })])],
  [2, onAccount(({ accountId }) => [{ _tag: "DeleteAccount", accountId }])],
  [
    3,
    onAccount(({ accountId }, { dice }) => [
      changeAccount(accountId, { emailVisibility: dice.pick(["shown", "hidden", "withheld"] as const) ?? "shown" })
    ])
  ],
  [
    2,
    onAccount(({ accountId }, scene) => [
      changeAccount(accountId, { emailAddress: scene.dice.pick(scene.people)?.mail ?? newAddress(scene) })
    ])
  ],
  [6, edit],
  [2, onPerson(({ id }) => [{ _tag: "DeleteRecord", entraId: id }])],
  [1, onPerson(({ id }) => [{ _tag: "DuplicateRecord", entraId: id }])],
  [1, onPerson(({ id }) => [{ _tag: "EditRecord", entraId: id, values: { "Atlassian Account ID": [] } }])],
  [
    1,
    (
      { dice }
    ) => [{
      _tag: "AddRecord",
      values: { "Name": `Nobody ${dice.below(1000)}`, "Entra User ID": `hand-${dice.below(1000)}` }
    }]
  ],
  [1, ({ dice }) => {
    const [attribute, to] = dice.pick(renames) ?? renames[0]
    return [{ _tag: "RenameAttribute", attribute, to: dice.chance(0.5) ? to : attribute }]
  }]
]
