/** The site that the app is installed on. Forge itself signs what is sent there. */
import { AtlassianSite } from "@entra-assets/core/http/AtlassianSite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { siteBase } from "./ForgeHttpClient.ts"

export const layer: Layer.Layer<AtlassianSite> = Layer.succeed(AtlassianSite, {
  jira: siteBase,
  assets: (workspaceId) => `${siteBase}/jsm/assets/workspace/${encodeURIComponent(workspaceId)}/v1`,
  authorize: Effect.succeed
})
