/** What every simulation of a company begins with: settings, the engine on its simulated services, and names to show. */
import { decode as decodeSettings, type Settings } from "@entra-assets/core/model/Settings"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import type { EntraPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Redacted from "effect/Redacted"
import * as Engine from "./Engine.ts"
import type { Simulators } from "./Simulators.ts"

/** A company whose services run on loopback. */
export interface Company {
  readonly organisation: Organisation
  readonly simulators: Simulators
  /** Keep to the published limits. */
  readonly publishedLimits: boolean
}

/** Of this tenant and this site. What they write can be found at once, so no run waits for an earlier one's records. */
export const settingsOf = (
  { tenantId }: Organisation,
  { switches: { indexDelayMillis, objectAllowance } }: AtlassianSimulator
): Effect.Effect<Settings> =>
  Effect.orDie(decodeSettings({
    tenantId,
    clientId: EntraSimulator.defaultApp.clientId,
    objectAllowance,
    indexLagSeconds: indexDelayMillis / 1000
  }))

export const siteOf = (settings: Settings, atlassian: AtlassianSimulator, publishedLimits: boolean): Engine.Site => ({
  settings,
  cloudId: atlassian.cloudId,
  appToken: Redacted.make(atlassian.appToken),
  directory: "create",
  publishedLimits
})

/** The engine in this process, with everything that it stores in memory. */
export const engineOf = ({ publishedLimits, simulators: { atlassian, baseUrls } }: Company, settings: Settings) =>
  Engine.layerLoopback({
    ...siteOf(settings, atlassian, publishedLimits),
    baseUrls,
    clientSecret: Redacted.make(EntraSimulator.defaultApp.secret)
  }, KeyValueStore.layerMemory)

/** Names by Entra id; an id that is nobody's stands for itself. */
export const namesOf = (people: ReadonlyArray<EntraPerson>): (entraId: string) => string => {
  const names = new Map(people.map(({ displayName, id, userPrincipalName }) => [id, displayName ?? userPrincipalName]))
  return (entraId) => names.get(entraId) ?? entraId
}
