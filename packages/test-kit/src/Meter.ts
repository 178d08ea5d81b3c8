/**
 * Counts what a simulated service was asked and what that would have cost. It only counts; `Limit` refuses.
 * Plain synchronous state: tests read it between requests, and reports print its snapshot as JSON.
 */

/** A cost in the currencies of the real services; each is zero unless said. */
export interface Cost {
  /** Microsoft Graph resource units. */
  readonly resourceUnits?: number
  /** Jira rate limit points. */
  readonly points?: number
  /** Lines added to the history of Assets objects. */
  readonly historyEntries?: number
  /** Automation rules fired by changes of Assets objects. */
  readonly automationTriggers?: number
}

export interface MeterSnapshot {
  /** Requests by endpoint name, such as `{ "graph.users": 11 }`. */
  readonly requests: Readonly<Record<string, number>>
  readonly resourceUnits: number
  readonly points: number
  readonly historyEntries: number
  readonly automationTriggers: number
}

export interface Meter {
  /** Counts one request to the endpoint. */
  readonly record: (endpoint: string) => void
  /** Adds to the totals; most costs are known only after the request was counted. */
  readonly charge: (cost: Cost) => void
  /** A copy that later requests do not change. */
  readonly snapshot: () => MeterSnapshot
  /** Requests to this endpoint so far. */
  readonly count: (endpoint: string) => number
  readonly reset: () => void
}

export const make = (): Meter => {
  const requests = new Map<string, number>()
  const totals = { resourceUnits: 0, points: 0, historyEntries: 0, automationTriggers: 0 }
  const count = (endpoint: string) => requests.get(endpoint) ?? 0
  return {
    record: (endpoint) => {
      requests.set(endpoint, count(endpoint) + 1)
    },
    charge: (cost) => {
      totals.resourceUnits += cost.resourceUnits ?? 0
      totals.points += cost.points ?? 0
      totals.historyEntries += cost.historyEntries ?? 0
      totals.automationTriggers += cost.automationTriggers ?? 0
    },
    count,
    snapshot: () => ({ requests: Object.fromEntries(requests), ...totals }),
    reset: () => {
      requests.clear()
      Object.assign(totals, { resourceUnits: 0, points: 0, historyEntries: 0, automationTriggers: 0 })
    }
  }
}
