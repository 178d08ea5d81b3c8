/** What Forge tells a function of the app, its installation and its caller: `__forge_runtime__` and the second argument. */
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as Manifest from "../ForgeManifest.ts"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import type { InvocationData } from "./internal/WorkerMessages.ts"
import type { Invocation } from "./Invocation.ts"

export interface Options {
  readonly manifest: ForgeManifest
  readonly cloudId: string
  readonly seed: string
  readonly switches: ForgeSwitches
}

const environmentId = "7c6d0b52-0000-4000-8000-000000000e01"

export const make = ({ cloudId, manifest, seed, switches }: Options) => {
  const contextAri = `ari:cloud:jira::site/${cloudId}`
  const appId = manifest.app.id.replace(/^.*\//, "")
  const installationId = `ari:cloud:ecosystem::installation/7c6d0b52-0000-4000-8000-000000000f01`
  return {
    installationId,

    describe: (invocation: Invocation): Pick<InvocationData, "context" | "runtime"> => {
      const { accountId, functionKey, id, module } = invocation
      const license = invocation.license ?? switches.license
      return {
        runtime: {
          proxy: { url: "https://forge-proxy.invalid", token: "simulated-proxy-token" },
          contextAri,
          appContext: {
            appId,
            appVersion: "1.0.0",
            environmentId,
            environmentType: "PRODUCTION",
            invocationId: `${seed}-${id}`,
            installationId: installationId.replace(/^.*\//, ""),
            functionKey,
            moduleType: module?.type,
            moduleKey: module?.key ?? functionKey,
            ...(license !== undefined && { license }),
            permissions: {
              scopes: [...Manifest.scopes(manifest, { impersonating: false })],
              external: { fetch: { backend: manifest.permissions?.external?.fetch?.backend ?? [] } }
            }
          },
          ...(accountId !== undefined && { aaid: accountId }),
          tracing: { traceId: id, spanId: id }
        },
        context: {
          installContext: contextAri,
          installation: { ari: { installationId }, contexts: [{ cloudId }] },
          ...(accountId !== undefined && { principal: { accountId } }),
          ...(license !== undefined && { license }),
          ...invocation.context
        }
      }
    },

    /** `context` of what a page's resolver is called with. */
    pageContext: (
      page: Manifest.Module,
      asked: { readonly accountId: string; readonly license?: Readonly<Record<string, unknown>> }
    ) => {
      const license = asked.license ?? switches.license
      return {
        cloudId,
        moduleKey: page.key,
        accountId: asked.accountId,
        localId: `ari:cloud:ecosystem::extension/${appId}/${environmentId}/static/${page.key}`,
        extension: { type: "jira:adminPage" },
        ...(license !== undefined && { license })
      }
    }
  }
}
