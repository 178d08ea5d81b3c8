/** What a request is counted and paced by. */
import type { Api } from "../model/Api.ts"

export interface Endpoint {
  readonly api: Api
  /** The API and the path's words, such as `assets.object.create`; limits and counts go by it. */
  readonly name: string
  /** Done twice it does something else: it is sent again only after the service refused to begin (429). */
  readonly isOnce?: boolean
}

/** An endpoint of Jira or Assets. */
export interface AtlassianEndpoint extends Endpoint {
  /** What it does, as an infinitive, for errors. */
  readonly operation: string
  /** The OAuth scope that it needs. */
  readonly scope: string
}
