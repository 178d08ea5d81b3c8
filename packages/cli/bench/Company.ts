/**
 * The data of the parts that need no services, as files: the pages of Graph's list of users, an account for every
 * person, and their records, which say what they should except for each hundredth person's job title.
 */
import * as GraphPayload from "@entra-assets/core/graph/GraphPayload"
import { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import { Employee } from "@entra-assets/core/model/Employee"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import { AccountId, ObjectId } from "@entra-assets/core/model/Ids"
import { isActive, personFields } from "@entra-assets/core/plan/Desired"
import type { EntraPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { join } from "node:path"

/** As in Graph's largest page. */
const pageSize = 999
const changedEvery = 100

export const settings = { textLimit: 255 }

/** How many of so many records say something else than they should. */
export const changedOf = (people: number): number => Math.ceil(people / changedEvery)

/** A user as Graph answers the engine's query. */
const wireUser = (person: EntraPerson, isPerson: (id: string) => boolean) => {
  const { externalUserState: _state, givenName: _given, manager, surname: _surname, ...selected } = person
  return manager !== null && (manager.kind === "orgContact" || isPerson(manager.id))
    ? { ...selected, manager: { "@odata.type": `#microsoft.graph.${manager.kind}`, id: manager.id } }
    : selected
}

const accountOf = (user: EntraUser): AtlassianAccount => ({
  accountId: AccountId.make(`712020:${user.id}`),
  email: user.mail ?? user.userPrincipalName ?? null,
  active: true
})

const recordOf = (user: EntraUser, position: number, objectIds: ReadonlyMap<string, ObjectId>): Employee => {
  const { fields } = personFields(user, null, settings.textLimit)
  const { accountId } = accountOf(user)
  const manager = user.manager?._tag === "User" && user.manager.id !== user.id
    ? objectIds.get(user.manager.id)
    : undefined
  return {
    objectId: ObjectId.make(String(position + 1)),
    objectKey: `ENTRA-${position + 1}`,
    entraUserId: user.id,
    ...fields,
    ...(position % changedEvery === 0 && { jobTitle: "Trainee" }),
    atlassianAccountId: accountId,
    jiraUser: accountId,
    active: isActive(user, true, null),
    manager: manager ?? null,
    managerAtlassianAccountId: manager === undefined ? null : `712020:${user.manager?.id ?? ""}`
  }
}

const Accounts = Schema.fromJsonString(Schema.Array(AtlassianAccount))
const Records = Schema.fromJsonString(Schema.Array(Employee))
const WirePage = Schema.fromJsonString(GraphPayload.UserPage)
const decodeAccounts = Schema.decodeUnknownEffect(Accounts)
const decodeRecords = Schema.decodeUnknownEffect(Records)
const decodePage = Schema.decodeUnknownEffect(WirePage)
const encodeAccounts = Schema.encodeEffect(Accounts)
const encodeRecords = Schema.encodeEffect(Records)

const file = (folder: string, kind: "users" | "accounts" | "records", page: number) =>
  join(folder, `${kind}-${page}.json`)

export const write = Effect.fnUntraced(function*(folder: string, { people }: Organisation) {
  const files = yield* FileSystem.FileSystem
  const readUser = GraphPayload.userReader()
  const objectIds = new Map(people.map(({ id }, position) => [id, ObjectId.make(String(position + 1))]))
  let position = 0
  for (const [page, chunk] of Arr.chunksOf(people, pageSize).entries()) {
    const value = chunk.map((person) => wireUser(person, (id) => objectIds.has(id)))
    const users = value.flatMap((wire) => Option.toArray(readUser(wire)))
    yield* files.writeFileString(file(folder, "users", page), JSON.stringify({ value }))
    yield* files.writeFileString(file(folder, "accounts", page), yield* encodeAccounts(users.map(accountOf)))
    const records = users.map((user) => recordOf(user, position++, objectIds))
    yield* files.writeFileString(file(folder, "records", page), yield* encodeRecords(records))
  }
})

const pages = <A, E, R>(people: number, read: (page: number) => Effect.Effect<ReadonlyArray<A>, E, R>) =>
  Effect.map(Effect.forEach(Arr.range(0, Math.ceil(people / pageSize) - 1), read), Arr.flatten)

/** The pages of users as they came over the wire. */
export const wirePages = Effect.fnUntraced(function*(folder: string, people: number) {
  const files = yield* FileSystem.FileSystem
  return yield* pages(people, (page) => Effect.map(files.readFile(file(folder, "users", page)), Arr.of))
})

export const users = Effect.fnUntraced(function*(folder: string, people: number) {
  const files = yield* FileSystem.FileSystem
  const readUser = GraphPayload.userReader()
  return yield* pages(people, (page) =>
    files.readFileString(file(folder, "users", page)).pipe(
      Effect.flatMap(decodePage),
      Effect.map(({ value }) => value.flatMap((wire) => Option.toArray(readUser(wire))))
    ))
})

export const accounts = Effect.fnUntraced(function*(folder: string, people: number) {
  const files = yield* FileSystem.FileSystem
  return yield* pages(
    people,
    (page) => Effect.flatMap(files.readFileString(file(folder, "accounts", page)), decodeAccounts)
  )
})

export const records = Effect.fnUntraced(function*(folder: string, people: number) {
  const files = yield* FileSystem.FileSystem
  return yield* pages(
    people,
    (page) => Effect.flatMap(files.readFileString(file(folder, "records", page)), decodeRecords)
  )
})
