/** Which invocations are to die while they run, and when: now, at their Nth request, or at a point of time. */
export interface KillFilter {
  readonly functionKey?: string
  readonly invocationId?: string
}

interface Identity {
  readonly functionKey: string
  readonly id: string
}

export const matches = (filter: KillFilter, { functionKey, id }: Identity): boolean =>
  (filter.functionKey === undefined || filter.functionKey === functionKey) &&
  (filter.invocationId === undefined || filter.invocationId === id)

export interface KillPlan {
  /** Kills the next `times` matching invocations that come to that request; the returned function forgets it. */
  readonly atRequest: (request: number, filter?: KillFilter, times?: number) => () => void
  /** Whether an invocation dies at the request that it now makes. */
  readonly isDue: (invocation: Identity & { readonly requests: number }) => boolean
}

export const make = (): KillPlan => {
  const rules = new Set<{ readonly request: number; readonly filter: KillFilter; left: number }>()
  return {
    atRequest: (request, filter = {}, times = 1) => {
      const rule = { request, filter, left: times }
      rules.add(rule)
      return () => {
        rules.delete(rule)
      }
    },
    isDue: (invocation) => {
      for (const rule of rules) {
        if (rule.request !== invocation.requests || !matches(rule.filter, invocation)) continue
        if (--rule.left === 0) rules.delete(rule)
        return true
      }
      return false
    }
  }
}
