/**
 * What the app does with each scope of its manifest: the requests of core's clients, and what the host itself asks of
 * Jira and of Forge. A test lets the manifest have these scopes and no others.
 */
import { atlassianEndpoints } from "@entra-assets/core/AtlassianEndpoints"

export interface ScopeUse {
  readonly scope: string
  /** As an infinitive. */
  readonly operation: string
  /** It is also done as the connecting admin with nobody present, where Assets refuses the app itself. */
  readonly impersonates: boolean
}

export const scopeUses: ReadonlyArray<ScopeUse> = [
  ...atlassianEndpoints.map(({ api, name, operation, scope }) => ({
    scope,
    operation,
    impersonates: api === "assets" || name === "jira.assets.workspace"
  })),
  { scope: "read:permission:jira", operation: "ask whether the person present administers Jira", impersonates: false },
  { scope: "report:personal-data", operation: "report which accounts are stored", impersonates: false },
  { scope: "storage:app", operation: "store settings, plans, runs and the client secret", impersonates: false }
]
