import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import { watch } from "node:fs"
import { createServer } from "node:http"
import * as AdventureWorks from "./fixtures/AdventureWorks.ts"
import * as Folder from "./fixtures/Folder.ts"
import { simulate } from "./fixtures/InProcess.ts"
import * as Process from "./fixtures/Process.ts"

const decodeLine = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Json)))
const Token = Schema.Struct({ access_token: Schema.String })
const UsersPage = Schema.Struct({ value: Schema.Array(Schema.Struct({ id: Schema.String })) })
const Accounts = Schema.Array(Schema.Struct({ accountId: Schema.String }))
const Objects = Schema.Struct({ values: Schema.Array(Schema.Struct({ label: Schema.String })) })

/** What another client sees. */
const ask = <A>(schema: Schema.Codec<A, unknown>, url: string, init: RequestInit): Effect.Effect<A> =>
  Effect.promise(() => fetch(url, init).then((response) => response.json())).pipe(
    Effect.flatMap(Schema.decodeUnknownEffect(schema)),
    Effect.orDie
  )

const decodeDocument = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.Record(Schema.String, Schema.Json)))
)

/** Every number of a document by its path; findings by code are one. */
const paths = (value: Schema.Json, path: string): ReadonlyArray<string> =>
  typeof value === "object" && value !== null && !path.endsWith(".findings")
    ? Object.entries(value).flatMap(([key, inner]) => paths(inner, path === "" ? key : `${path}.${key}`))
    : [path]

/** A free port that stays taken until the scope closes. */
const takenPort = Effect.map(
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer()
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.sync(() => server.close())
  ),
  (server) => {
    const address = server.address()
    return typeof address === "object" && address !== null ? address.port : 0
  }
)

/** Waits for the next change in a folder. */
const nextChange = (folder: string): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const watcher = watch(folder, () => resume(Effect.void))
    return Effect.sync(() => watcher.close())
  })

describe("as a process", () => {
  it.effect("--json prints one document of the promised shape to stdout, and nothing else", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* Process.run("--people", "60", "--json")
      assert.strictEqual(stderr, "")
      assert.strictEqual(code, 0)
      assert.match(stdout, /^\{.*\}\n$/u)
      const document = decodeDocument(stdout)
      const preview = (place: string) =>
        ["create", "update", "inactivate", "reactivate", "unchanged", "findings"].map((key) => `${place}.${key}`)
      const run = (place: string) =>
        ["created", "updated", "inactivated", "reactivated", "managerLinks", "failed"].map((key) => `${place}.${key}`)
      assert.deepStrictEqual(paths(document, ""), [
        "directory.people",
        "directory.accounts",
        ...preview("preview"),
        ...run("run"),
        "secondRun.writes",
        ...preview("nextDay.preview"),
        ...run("nextDay.run"),
        ...["setup", "token", "graph", "jira", "assetsRead", "assetsWrite"].map((key) => `requests.${key}`),
        "resources.wallMs",
        "resources.peakRssMiB"
      ])
      assert.strictEqual(document["directory"]?.["people"], 60)
      assert.strictEqual(document["secondRun"]?.["writes"], 0)
    }))

  it.effect("says in one line what is wrong, and ends with 1", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* Process.run("--people", "0"), {
        code: 1,
        stdout: "",
        stderr: "entra-assets: --people 0: give a whole number from 1 to 1,000,000.\n"
      })
    }))

  it.effect("keeps to the published limits when asked to", () =>
    Effect.gen(function*() {
      const { code, stdout } = yield* Process.run("--people", "40", "--limits", "published", "--json")
      assert.strictEqual(code, 0)
      assert.strictEqual(decodeDocument(stdout)["run"]?.["failed"], 0)
    }))

  it.effect("Ctrl-C in the middle of a run leaves a file that was there as it was, and nothing beside it", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const dump = folder.write("employees.jsonl", "from yesterday\n")
      const change = yield* Effect.forkChild(nextChange(folder.path), { startImmediately: true })
      const running = yield* Process.start("--people", "20000", "--dump", dump)
      yield* Fiber.join(change)
      yield* running.interrupt
      assert.deepStrictEqual(yield* running.ended, {
        code: 130,
        stdout: "",
        stderr: "entra-assets: stopped; nothing is half-written.\n"
      })
      assert.deepStrictEqual(folder.names(), ["employees.jsonl"])
      assert.strictEqual(folder.read("employees.jsonl"), "from yesterday\n")
    }))

  it.effect("--serve answers at the printed addresses to the printed credentials, until Ctrl-C", () =>
    Effect.gen(function*() {
      const running = yield* Process.start("--people", "30", "--serve", "--json")
      yield* running.said("API token of")
      const { stderr: printed } = running.printed
      const said = (label: string): string => {
        const line = printed.split("\n").find((line) => line.startsWith(`  ${label}`)) ?? ""
        return line.slice(2 + label.length).trim()
      }

      const login = said("https://login.microsoftonline.com")
      const { access_token } = yield* ask(Token, `${login}/${said("Tenant ID")}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: said("Client ID"),
          client_secret: said("Client secret"),
          scope: "https://graph.microsoft.com/.default"
        })
      })
      const users = yield* ask(UsersPage, `${said("https://graph.microsoft.com")}/v1.0/users?$top=999`, {
        headers: { authorization: `Bearer ${access_token}` }
      })
      assert.isNotEmpty(users.value)

      const jira = `${said("https://api.atlassian.com")}/ex/jira/${said("Cloud ID")}`
      const headers = { authorization: `Bearer ${said("Access token of the app")}`, "content-type": "application/json" }
      assert.isNotEmpty(yield* ask(Accounts, `${jira}/rest/api/3/users/search`, { headers }))
      const aql = `${jira}/jsm/assets/workspace/${said("Workspace ID")}/v1/object/aql?maxResults=1`
      const body = JSON.stringify({ qlQuery: "objectType = Employee" })
      assert.lengthOf((yield* ask(Objects, aql, { method: "POST", headers, body })).values, 1)

      yield* running.interrupt
      const { code, stderr, stdout } = yield* running.ended
      assert.strictEqual(code, 130)
      assert.strictEqual(decodeDocument(stdout)["directory"]?.["people"], 30)
      assert.strictEqual(stderr.slice(printed.length), "entra-assets: stopped; nothing is half-written.\n")
    }))
})

describe("the sample directory", () => {
  it.effect.skipIf(AdventureWorks.absent)(
    "becomes 290 records that say what the file says",
    () =>
      Effect.gen(function*() {
        const folder = yield* Folder.make
        const { stdout } = yield* simulate("--csv", AdventureWorks.file, "--json", "--dump", folder.join("out.jsonl"))
        const report = decodeDocument(stdout[0])
        assert.deepInclude(report["run"], { created: 290, managerLinks: 289, failed: 0 })
        assert.deepStrictEqual(report["secondRun"], { writes: 0 })

        const records = folder.read("out.jsonl").trimEnd().split("\n").map((line) => decodeLine(line))
        const emailById = new Map(records.map((record) => [record["Entra User ID"], record["Email"]]))
        const accountByEmail = new Map(records.map((record) => [record["Email"], record["Atlassian Account ID"]]))
        const byEmail = (one: { readonly email: unknown }, other: { readonly email: unknown }) =>
          String(one.email) < String(other.email) ? -1 : 1
        assert.deepStrictEqual(
          records.map((record) => ({
            name: record["Full Name"],
            email: record["Email"],
            title: record["Job Title"],
            department: record["Department"],
            managerEmail: record["Manager"] === null ? null : emailById.get(record["Manager"] ?? null)
          })).sort(byEmail),
          [...AdventureWorks.workers()].sort(byEmail)
        )
        assert.strictEqual(emailById.size, 290)
        for (const record of records) {
          assert.strictEqual(record["Name"], record["Full Name"])
          assert.strictEqual(record["User Principal Name"], record["Email"])
          assert.strictEqual(record["Jira User"], record["Atlassian Account ID"])
          assert.strictEqual(record["Active"], true)
          const managerEmail = emailById.get(record["Manager"] ?? null) ?? null
          assert.strictEqual(record["Manager Atlassian Account ID"], accountByEmail.get(managerEmail) ?? null)
        }
      })
  )
})

describe("the seed", () => {
  it.effect("makes the same company and the same days again", () =>
    Effect.gen(function*() {
      const report = (seed: string) =>
        Effect.map(Process.run("--people", "120", "--seed", seed, "--json"), ({ stdout }) => {
          const { resources, ...others } = decodeDocument(stdout)
          assert.isDefined(resources)
          return others
        })
      const [first, again, other] = yield* Effect.all([report("spring"), report("spring"), report("autumn")], {
        concurrency: 2
      })
      assert.deepStrictEqual(first, again)
      assert.notDeepEqual(first, other)
    }))
})

/** One line on stderr, nothing on stdout, no trace of a stack, no file. */
const complaint = Effect.fnUntraced(function*(...flags: ReadonlyArray<string>) {
  const { stderr, stdout, succeeded } = yield* simulate(...flags)
  assert.isFalse(succeeded)
  assert.deepStrictEqual(stdout, [])
  assert.lengthOf(stderr, 1)
  const line = String(stderr[0])
  assert.notMatch(line, /\n/u)
  return line
})

describe("a CSV file that is wrong", () => {
  const columns =
    "employeeKey,parentEmployeeKey,firstName,lastName,title,loginId,emailAddress,department,endDate,status"
  const ann = "1,,Ann,Lee,Director,corp\\ann,ann@example.com,Board,,Current"
  const csv = (...lines: ReadonlyArray<string>): string => lines.map((line) => `${line}\n`).join("")

  const cases: ReadonlyArray<readonly [what: string, text: string, place: string]> = [
    ["that is empty", "", "Line 1: the file is empty."],
    ["with a header alone", csv(columns), "Line 1: no row follows the header."],
    ["without a needed column", csv(columns.replace("title,", ""), ann), "Line 1, column title: "],
    ["with a broken row", csv(columns, ann, "2,1,Bob,Ray"), "Line 3: the row has 4 cells where the header has 10."],
    ["with an open quote", csv(columns, ann.replace("Ann", "\"Ann")), "Line 2, column firstName: a quote is "],
    ["with two Current rows", csv(columns, ann, ann.replace("1", "2")), "Line 3, column status: "],
    ["with two names for a login", csv(columns, ann, "2,,Ann,Ray,,corp\\ann,ann@example.com,,2009-01-01,"), "lastName"],
    ["with two addresses", csv(columns, ann, "2,,Ann,Lee,,corp\\ann,lee@example.com,,2009-01-01,"), "emailAddress"]
  ]
  it.effect.each(cases)("%s", ([, text, place]) =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const file = folder.write("people.csv", text)
      const line = yield* complaint("--csv", file, "--dump", folder.join("out.jsonl"), "--json")
      assert.isTrue(line.startsWith(`entra-assets: ${file}: Line `), line)
      assert.include(line, place)
      assert.deepStrictEqual(folder.names(), ["people.csv"])
    }))

  it.effect("that does not exist", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const file = folder.join("none.csv")
      assert.strictEqual(
        yield* complaint("--csv", file),
        `entra-assets: ${file}: there is no such file. Check the path after --csv.`
      )
    }))

  it.effect("that is a folder", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      assert.strictEqual(
        yield* complaint("--csv", folder.path),
        `entra-assets: ${folder.path}: the file cannot be read. Check that it is a file that you may read.`
      )
    }))
})

describe("flags that are wrong", () => {
  const cases: ReadonlyArray<readonly [flags: ReadonlyArray<string>, line: string]> = [
    [["--people", "0"], "--people 0: give a whole number from 1 to 1,000,000."],
    [["--people", "-5"], "--people -5: give a whole number from 1 to 1,000,000."],
    [["--people", "abc"], "--people abc: give a whole number from 1 to 1,000,000."],
    [["--people", "1.5"], "--people 1.5: give a whole number from 1 to 1,000,000."],
    [["--people", "1000001"], "--people 1000001: give a whole number from 1 to 1,000,000."],
    [["--people", ""], "--people \"\": give a whole number from 1 to 1,000,000."],
    [["--people"], "--people needs a value. See --help."],
    [["--people", "--json"], "--people needs a value. See --help."],
    [["--peple", "3"], "there is no flag --peple. Did you mean --people? See --help."],
    [["--people", "3", "--this", "--that"], "there is no flag --this. See --help."],
    [["--limits", "strict"], "--limits strict: give none or published. See --help."],
    [["--scenario", "fire"], "--scenario fire: give mass-leave or drift. See --help."],
    [["--kill-every", "0"], "--kill-every 0: give a whole number from 1 to 3,600."],
    [
      ["--kill-every", "1", "--scenario", "drift"],
      "--kill-every: not together with --scenario. Leave out one of the two."
    ],
    [["--kill-every", "1", "--serve"], "--kill-every: not together with --serve. Leave out one of the two."],
    [["--kill-every", "1", "--port", "80"], "--kill-every: not together with --port. Leave out one of the two."],
    [["--port", "70000"], "--port 70000: give a whole number from 1 to 65,000."],
    [["people.csv"], "Unexpected positional argument: \"people.csv\". See --help."]
  ]
  it.effect.each(cases)("%j", ([flags, line]) =>
    Effect.gen(function*() {
      assert.strictEqual(yield* complaint(...flags), `entra-assets: ${line}`)
    }))

  it.effect("a port in use", () =>
    Effect.gen(function*() {
      const port = yield* takenPort
      assert.strictEqual(
        yield* complaint("--people", "5", "--serve", "--port", String(port)),
        `entra-assets: --port: Port ${port} is in use. Choose another port.`
      )
    }))

  it.effect("a file to write in a folder that is not there", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const line = yield* complaint("--people", "1000000", "--dump", folder.join("none/out.jsonl"))
      assert.include(line, "--dump")
      assert.include(line, "the file cannot be written. Check that its folder exists and that you may write to it.")
    }))

  it.effect("a folder as the file to write", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const line = yield* complaint("--people", "1000000", "--dump", folder.path)
      assert.strictEqual(
        line,
        `entra-assets: --dump ${folder.path}: this is not a file. Name a file to write to.`
      )
      assert.deepStrictEqual(folder.names(), [])
    }))
})
