/** Sorts the engine's requests into what a person asks about: set-up, token, reads, writes. */
import type { ApiUsage, EndpointUsage } from "@entra-assets/core/http/ApiUsage"
import type { RequestNumbers } from "./SimulationReport.ts"

const reads = new Set(["assets.object.aql", "assets.object.aql.totalcount", "assets.object.get"])
const writes = new Set(["assets.object.create", "assets.object.update"])

const kindOf = ({ api, name }: EndpointUsage): keyof RequestNumbers => {
  if (reads.has(name)) return "assetsRead"
  if (writes.has(name)) return "assetsWrite"
  // The workspace is found through Jira, for Assets.
  if (api === "assets" || name === "jira.assets.workspace") return "setup"
  return api
}

export const count = (usage: ApiUsage): RequestNumbers => {
  const numbers = { setup: 0, token: 0, graph: 0, jira: 0, assetsRead: 0, assetsWrite: 0 }
  for (const endpoint of usage) numbers[kindOf(endpoint)] += endpoint.requests
  return numbers
}

/** What was sent between two counts. */
export const since = (before: RequestNumbers, after: RequestNumbers): RequestNumbers => ({
  setup: after.setup - before.setup,
  token: after.token - before.token,
  graph: after.graph - before.graph,
  jira: after.jira - before.jira,
  assetsRead: after.assetsRead - before.assetsRead,
  assetsWrite: after.assetsWrite - before.assetsWrite
})
