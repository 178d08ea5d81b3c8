/**
 * The allowed arrows between packages, and between the layers of core. A new folder or a new arrow has to be written
 * down here first.
 */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"

const root = resolve(import.meta.dirname, "..")

/** For each package, the packages of ours that its product code may import. */
const packageArrows: Record<string, ReadonlyArray<string>> = {
  core: [],
  "test-kit": [],
  "forge-host": ["core"],
  "forge-tools": [],
  cli: ["core", "test-kit"],
  proof: ["core", "test-kit"]
}

/** For each folder of core, the folders that it may import; files at the top compose everything. */
const layerArrows: Record<string, ReadonlyArray<string>> = {
  model: [],
  ports: ["model"],
  plan: ["model"],
  http: ["model", "ports"],
  graph: ["model", "ports", "http"],
  jira: ["model", "ports", "http"],
  assets: ["model", "ports", "http"],
  sync: ["model", "ports", "plan"],
  ".": ["model", "ports", "plan", "http", "graph", "jira", "assets", "sync"]
}

interface Import {
  readonly file: string
  readonly specifier: string
}

const importsOf = (pattern: string | ReadonlyArray<string>): ReadonlyArray<Import> =>
  globSync([pattern].flat(), { cwd: root }).flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), "utf8").matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"]+)"/gu),
      (match) => ({ file, specifier: match[1] ?? "" })
    )
  )

/** The file and all that it imports by relative paths, directly or not. */
const reachableFrom = (start: string, imports: ReadonlyArray<Import>): ReadonlySet<string> => {
  const reachable = new Set<string>()
  const visit = (file: string) => {
    if (reachable.has(file)) return
    reachable.add(file)
    for (const { file: from, specifier } of imports) {
      if (join(root, from) === file && specifier.startsWith(".")) visit(resolve(dirname(file), specifier))
    }
  }
  visit(start)
  return reachable
}

/** The folder of a layer; files at the top of `base` are the layer ".". */
const layerIn = (base: string) => (path: string): string => {
  const [first = ".", second] = relative(base, path).split("/")
  return second === undefined ? "." : first
}

/** Imports by relative paths that follow no allowed arrow. */
const against = (
  imports: ReadonlyArray<Import>,
  arrows: Record<string, ReadonlyArray<string>>,
  layerOf: (path: string) => string
): ReadonlyArray<string> =>
  imports.filter(({ specifier }) => specifier.startsWith(".")).flatMap(({ file, specifier }) => {
    const from = layerOf(join(root, file))
    const to = layerOf(resolve(root, dirname(file), specifier))
    return from === to || (arrows[from] ?? []).includes(to) ? [] : [`${file} → ${specifier}`]
  })

const isOurs = (specifier: string) => specifier.startsWith("@entra-assets/")

describe("packages", () => {
  for (const [name, allowed] of Object.entries(packageArrows)) {
    it(`${name} imports ${allowed.length === 0 ? "no package of ours" : `only ${allowed.join(" and ")}`}`, () => {
      const imports = importsOf(`packages/${name}/{src,bench}/**/*.ts`)
      const wrong = imports.filter(({ specifier }) =>
        isOurs(specifier) && !allowed.includes(specifier.split("/")[1] ?? "")
      )
      assert.deepStrictEqual(wrong.filter(({ file }) => file.includes("/src/")), [])
    })

    it(`${name} reaches no other package by a relative path`, () => {
      const outside = importsOf(`packages/${name}/**/*.ts`).filter(({ file, specifier }) =>
        !file.includes("node_modules") && specifier.startsWith(".") &&
        relative(join(root, "packages", name), resolve(root, dirname(file), specifier)).startsWith("..")
      )
      assert.deepStrictEqual(outside, [])
    })
  }

  it("the oracle shares nothing with the engine that it judges", () => {
    assert.deepStrictEqual(
      importsOf("packages/proof/src/oracle/**/*.ts").filter(({ specifier }) =>
        !/^(?:\.\/|effect\/|@entra-assets\/test-kit\/)/u.test(specifier)
      ),
      []
    )
  })

  it("nobody imports proof", () => {
    assert.deepStrictEqual(
      importsOf("packages/*/{src,test}/**/*.ts").filter(({ file, specifier }) =>
        specifier.startsWith("@entra-assets/proof") && !file.startsWith("packages/proof/")
      ),
      []
    )
  })
})

describe("layers of forge-host", () => {
  const base = join(root, "packages/forge-host/src")
  /** Files at the top are data that every layer knows; the entry file takes the functions only. */
  const arrows: Record<string, ReadonlyArray<string>> = {
    forge: ["."],
    app: ["forge", "."],
    admin: ["app", "forge", "."],
    functions: ["admin", "app", "forge", "."],
    ".": ["functions"]
  }
  const layerOf = layerIn(base)
  const imports = importsOf("packages/forge-host/src/**/*.{ts,mts}")

  it("every import follows an allowed arrow", () => {
    assert.deepStrictEqual(against(imports, arrows, layerOf), [])
  })

  it("the contract of the page imports nothing of Forge, whatever it imports in turn", () => {
    const reachable = reachableFrom(join(base, "admin/AdminApi.ts"), imports)
    const foreign = imports.filter(({ file, specifier }) =>
      reachable.has(join(root, file)) && (specifier.startsWith("@forge/") || specifier.startsWith("node:"))
    )
    assert.deepStrictEqual(foreign, [])
  })
})

describe("the admin page", () => {
  const base = join(root, "packages/forge-host/admin-page/src")
  const imports = importsOf("packages/forge-host/admin-page/src/**/*.{ts,tsx}")

  it("speaks to the app by its contract alone, and takes pure modules of core", () => {
    const allowed = [
      /^@entra-assets\/forge-host\/admin\/(?:AdminApi|AdminError|EntraInput|FieldMessages)$/u,
      /^@entra-assets\/forge-host\/app\/(?:AuditEntry|LastTick|SetupReport|SiteSettings)$/u,
      /^@entra-assets\/forge-host\/(?:AssetsCaller|OfferedClouds)$/u,
      /^@entra-assets\/core\/(?:model|plan)\//u,
      // What our schema is called.
      /^@entra-assets\/core\/assets\/DirectoryDefinition$/u,
      /^@entra-assets\/core\/sync\/(?:Cadence|Outcome|PlanStanding|Quarantine|Run)$/u
    ]
    assert.deepStrictEqual(
      imports.filter(({ specifier }) => isOurs(specifier) && !allowed.some((pattern) => pattern.test(specifier))),
      []
    )
  })

  it("nothing that it imports reaches Forge's packages for functions, or Node", () => {
    const foreign = imports.filter(({ specifier }) =>
      specifier.startsWith("node:") || (specifier.startsWith("@forge/") && specifier !== "@forge/bridge")
    )
    assert.deepStrictEqual(foreign, [])
  })

  it("a view imports no other view but what the page is made of", () => {
    const shared = ["api", "format", "frame", "texts", "."]
    const arrows: Record<string, ReadonlyArray<string>> = {
      texts: ["format"],
      format: [],
      api: ["."],
      frame: ["api", "format", "texts", "."],
      // What a plan or a run says of one entry is the same everywhere.
      plan: shared,
      run: [...shared, "plan"],
      people: [...shared, "plan", "run"],
      overview: [...shared, "plan", "run"],
      setup: [...shared, "plan", "run"],
      settings: shared,
      // The page, which is made of them.
      ".": ["api", "format", "frame", "texts", "overview", "setup", "run", "plan", "people", "settings"]
    }
    assert.deepStrictEqual(against(imports, arrows, layerIn(base)), [])
  })
})

describe("layers of core", () => {
  const base = join(root, "packages/core/src")
  const layerOf = layerIn(base)
  const imports = importsOf("packages/core/src/**/*.ts")

  it("every folder is a known layer", () => {
    const layers = new Set(imports.map(({ file }) => layerOf(join(root, file))))
    assert.deepStrictEqual([...layers].filter((layer) => !(layer in layerArrows)), [])
  })

  it("every import follows an allowed arrow", () => {
    assert.deepStrictEqual(against(imports, layerArrows, layerOf), [])
  })

  it("depends on effect alone, and on msal in its one module", () => {
    const foreign = imports.filter(({ specifier }) => !specifier.startsWith(".") && !specifier.startsWith("effect/"))
    assert.deepStrictEqual(
      foreign.filter(({ file, specifier }) =>
        !(specifier === "@azure/msal-node" && file === "packages/core/src/graph/MsalAccessToken.ts")
      ),
      []
    )
  })

  it("imports modules of effect, never a barrel", () => {
    const barrels = new Set([
      "effect",
      "effect/http",
      "effect/persistence",
      "effect/crypto",
      "effect/encoding",
      "effect/testing"
    ])
    assert.deepStrictEqual(imports.filter(({ specifier }) => barrels.has(specifier)), [])
  })

  it("a preview cannot write: it requires no EmployeeWriter", () => {
    const reachable = reachableFrom(join(base, "sync/Preview.ts"), imports)
    assert.isFalse([...reachable].some((file) => file.endsWith("/EmployeeWriter.ts")))
  })
})
