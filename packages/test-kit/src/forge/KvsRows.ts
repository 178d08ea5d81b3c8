/**
 * What is stored for one installation: values, secrets and entities, each with its times. A row whose life is over is
 * still there for as long as the switch says.
 */
export interface Row {
  /** JSON. */
  readonly json: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly expiresAt: number | undefined
}

/** `""` is the plain store, `secret` the secrets; an entity's is `entity:` and its name. */
export type Space = "" | "secret" | `entity:${string}`

export interface KvsRows {
  readonly get: (space: Space, key: string) => Row | undefined
  /** Returns the row that it takes the place of. */
  readonly set: (space: Space, key: string, json: string, ttlMillis: number | undefined) => Row | undefined
  /** Whether there was such a row. */
  readonly remove: (space: Space, key: string) => boolean
  /** In the order of code units. */
  readonly keys: (space: Space) => ReadonlyArray<string>
}

export const make = (now: () => number, expiryLagMillis: () => number): KvsRows => {
  const spaces = new Map<Space, Map<string, Row>>()
  const sorted = new Map<Space, ReadonlyArray<string>>()
  const rows = (space: Space): Map<string, Row> => {
    const found = spaces.get(space) ?? new Map<string, Row>()
    spaces.set(space, found)
    return found
  }
  const lives = (row: Row | undefined): row is Row =>
    row !== undefined && (row.expiresAt === undefined || now() < row.expiresAt + expiryLagMillis())
  const get = (space: Space, key: string): Row | undefined => {
    const row = rows(space).get(key)
    return lives(row) ? row : undefined
  }
  return {
    get,
    set: (space, key, json, ttlMillis) => {
      const before = get(space, key)
      if (!rows(space).has(key)) sorted.delete(space)
      rows(space).set(key, {
        json,
        createdAt: before?.createdAt ?? now(),
        updatedAt: now(),
        expiresAt: ttlMillis === undefined ? undefined : now() + ttlMillis
      })
      return before
    },
    remove: (space, key) => {
      const found = get(space, key) !== undefined
      if (rows(space).delete(key)) sorted.delete(space)
      return found
    },
    keys: (space) => {
      const known = sorted.get(space) ?? [...rows(space).keys()].sort()
      sorted.set(space, known)
      return known.filter((key) => get(space, key) !== undefined)
    }
  }
}
