/**
 * The parts of a Forge app's `manifest.yml` that decide how it runs: who parses the YAML decodes the result with this.
 * It does not judge a manifest; Forge's own tools do. Other keys are ignored.
 */
import * as Schema from "effect/Schema"

const Scope = Schema.Struct({ allowImpersonation: Schema.optionalKey(Schema.Boolean) })

export const AttributeType = Schema.Literals(["string", "boolean", "float", "integer", "any"])
export type AttributeType = typeof AttributeType.Type

/** A name of an attribute, or an index of several. */
const Index = Schema.Union([
  Schema.String,
  Schema.Struct({
    name: Schema.String,
    range: Schema.optionalKey(Schema.Array(Schema.String)),
    partition: Schema.optionalKey(Schema.Array(Schema.String))
  })
])

export const Entity = Schema.Struct({
  name: Schema.String,
  attributes: Schema.Record(Schema.String, Schema.Struct({ type: AttributeType })),
  indexes: Schema.optionalKey(Schema.Array(Index))
})
export type Entity = typeof Entity.Type

export const ForgeFunction = Schema.Struct({
  key: Schema.String,
  /** Module and export, such as `index.resolver`. */
  handler: Schema.String,
  timeoutSeconds: Schema.optionalKey(Schema.Int)
})
export type ForgeFunction = typeof ForgeFunction.Type

const modulesOf = <Fields extends Schema.Struct.Fields>(fields: Fields) =>
  Schema.optionalKey(Schema.Array(Schema.Struct({ key: Schema.String, ...fields })))

export const ForgeManifest = Schema.Struct({
  app: Schema.Struct({
    id: Schema.String,
    runtime: Schema.Struct({ name: Schema.String, memoryMB: Schema.optionalKey(Schema.Int) }),
    storage: Schema.optionalKey(Schema.Struct({ entities: Schema.optionalKey(Schema.Array(Entity)) }))
  }),
  modules: Schema.Struct({
    function: Schema.Array(ForgeFunction),
    "jira:adminPage": modulesOf({
      resolver: Schema.optionalKey(Schema.Struct({ function: Schema.String }))
    }),
    consumer: modulesOf({ queue: Schema.String, function: Schema.String }),
    scheduledTrigger: modulesOf({
      function: Schema.String,
      interval: Schema.Literals(["fiveMinute", "hour", "day", "week"])
    }),
    trigger: modulesOf({ function: Schema.String, events: Schema.Array(Schema.String) }),
    preUninstall: modulesOf({ function: Schema.String })
  }),
  permissions: Schema.optionalKey(Schema.Struct({
    scopes: Schema.optionalKey(Schema.Union([Schema.Array(Schema.String), Schema.Record(Schema.String, Scope)])),
    external: Schema.optionalKey(Schema.Struct({
      fetch: Schema.optionalKey(Schema.Struct({
        backend: Schema.optionalKey(
          Schema.Array(Schema.Union([Schema.String, Schema.Struct({ address: Schema.String })]))
        )
      }))
    }))
  }))
})
export type ForgeManifest = typeof ForgeManifest.Type

/** Reads a parsed `manifest.yml`. */
export const decode = Schema.decodeUnknownEffect(ForgeManifest)

/** What a module is for: it decides how long its function may run and what it is called with. */
export type ModuleType = "jira:adminPage" | "consumer" | "scheduledTrigger" | "trigger" | "preUninstall"

export interface Module {
  readonly type: ModuleType
  readonly key: string
  readonly function: string
}

/** Every module that has a function. */
export const modules = ({ modules }: ForgeManifest): ReadonlyArray<Module> => [
  ...(modules["jira:adminPage"] ?? []).flatMap(({ key, resolver }) =>
    resolver === undefined ? [] : [{ type: "jira:adminPage" as const, key, function: resolver.function }]
  ),
  ...(modules.consumer ?? []).map((module) => ({ ...module, type: "consumer" as const })),
  ...(modules.scheduledTrigger ?? []).map((module) => ({ ...module, type: "scheduledTrigger" as const })),
  ...(modules.trigger ?? []).map((module) => ({ ...module, type: "trigger" as const })),
  ...(modules.preUninstall ?? []).map((module) => ({ ...module, type: "preUninstall" as const }))
]

/** Seconds that a function may run: 25 for the page and for triggers, 55 for the others unless they say more. */
export const timeoutSeconds = ({ timeoutSeconds }: ForgeFunction, type: ModuleType | undefined): number =>
  timeoutSeconds ?? (type === "jira:adminPage" || type === "trigger" || type === undefined ? 25 : 55)

export const memoryMB = ({ app }: ForgeManifest): number => app.runtime.memoryMB ?? 512

/** The scopes of the manifest; of those only the ones that also hold for a user who is not present. */
export const scopes = (
  { permissions }: ForgeManifest,
  options: { readonly impersonating: boolean }
): ReadonlySet<string> => {
  const declared = permissions?.scopes ?? []
  if (Array.isArray(declared)) return new Set(options.impersonating ? [] : declared)
  return new Set(
    Object.entries(declared).flatMap(([scope, { allowImpersonation }]) =>
      !options.impersonating || allowImpersonation === true ? [scope] : []
    )
  )
}

/** Hosts that `fetch` may reach; `*.example.com` stands for every host below it. */
export const egressHosts = ({ permissions }: ForgeManifest): ReadonlyArray<string> =>
  (permissions?.external?.fetch?.backend ?? []).map((item) => {
    const address = typeof item === "string" ? item : item.address
    return address.replace(/^https?:\/\//, "").replace(/[/:].*$/, "")
  })
