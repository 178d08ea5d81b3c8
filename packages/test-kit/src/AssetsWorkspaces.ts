/** The service desk's list of Assets workspaces, from which an app learns the workspace id: one, or none without Premium. */
import * as Result from "effect/Result"
import { refuse } from "./AtlassianRefusal.ts"
import type { AtlassianSwitches } from "./AtlassianSwitches.ts"
import type { Endpoint } from "./internal/AtlassianEndpoint.ts"
import { ok, plain, wholeNumber } from "./internal/AtlassianEndpoint.ts"

export interface Options {
  /** Host of the site, such as `example.atlassian.net`. */
  readonly site: string
  readonly workspaceId: string
  readonly switches: AtlassianSwitches
}

/** Its path is below `/rest`. */
export const endpoint = ({ site, switches, workspaceId }: Options): Endpoint => ({
  name: "jira.workspaces",
  method: "GET",
  path: "servicedeskapi/assets/workspace",
  scope: "read:servicedesk-request",
  answer: plain(({ query }) =>
    Result.gen(function*() {
      const start = yield* wholeNumber(query, "start", 0)
      const limit = yield* wholeNumber(query, "limit", 50)
      if (switches.workspaces === "forbidden") {
        return yield* Result.fail(refuse(403, "Assets is not available on this site"))
      }
      if (switches.workspaces === "notFound") return yield* Result.fail(refuse(404, "Not found"))
      const values = switches.workspaces === "empty" || start > 0 ? [] : [{ workspaceId }]
      const base = `https://${site}/rest/servicedeskapi`
      return ok({
        size: values.length,
        start,
        limit,
        isLastPage: true,
        _links: { base, context: "", self: `${base}/assets/workspace`, next: "", prev: "" },
        values
      })
    })
  )
})
