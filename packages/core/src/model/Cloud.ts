/**
 * The Microsoft clouds and their hosts: the one table that settings, clients and hosts' manifests are made from.
 * Source: learn.microsoft.com/graph/deployments and identity-platform/authentication-national-cloud.
 */
import * as Schema from "effect/Schema"

export const Cloud = Schema.Literals(["global", "usGovernment", "usGovernmentDod", "china"])
export type Cloud = typeof Cloud.Type

export interface CloudHosts {
  /** What an admin calls it. */
  readonly label: string
  readonly login: string
  readonly graph: string
}

export const cloudHosts: { readonly [cloud in Cloud]: CloudHosts } = {
  global: { label: "Global (and US GCC)", login: "login.microsoftonline.com", graph: "graph.microsoft.com" },
  usGovernment: { label: "US Government (GCC High)", login: "login.microsoftonline.us", graph: "graph.microsoft.us" },
  usGovernmentDod: {
    label: "US Government (DoD)",
    login: "login.microsoftonline.us",
    graph: "dod-graph.microsoft.us"
  },
  china: {
    label: "China (21Vianet)",
    login: "login.partner.microsoftonline.cn",
    graph: "microsoftgraph.chinacloudapi.cn"
  }
}
