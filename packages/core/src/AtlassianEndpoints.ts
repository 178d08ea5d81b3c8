/**
 * Every request that core sends to Atlassian, with the OAuth scope that it needs: what a host has to be granted on
 * core's account, and no more.
 */
import * as AssetsObjectClient from "./assets/AssetsObjectClient.ts"
import * as AssetsSchemaClient from "./assets/AssetsSchemaClient.ts"
import type { AtlassianEndpoint } from "./http/Endpoint.ts"
import * as JiraClient from "./jira/JiraClient.ts"

export const atlassianEndpoints: ReadonlyArray<AtlassianEndpoint> = [
  ...JiraClient.endpoints,
  ...AssetsSchemaClient.endpoints,
  ...AssetsObjectClient.endpoints
]
