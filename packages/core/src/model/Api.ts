/** The services that are asked, by the limits that each has for itself. `token` is Microsoft's token endpoint. */
import * as Schema from "effect/Schema"

export const Api = Schema.Literals(["token", "graph", "jira", "assets"])
export type Api = typeof Api.Type
