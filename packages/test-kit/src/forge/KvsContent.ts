/** What an app has stored, for tests to look at, or to have been stored before. Secrets show their names only. */
import type { KvsRows, Space } from "./KvsRows.ts"

export interface KvsContent {
  readonly keys: () => ReadonlyArray<string>
  /** `undefined` when there is none. */
  readonly get: (key: string) => unknown
  /** As if the app had stored it. */
  readonly put: (key: string, value: unknown) => void
  readonly secretNames: () => ReadonlyArray<string>
  readonly entityKeys: (entityName: string) => ReadonlyArray<string>
  readonly entity: (entityName: string, key: string) => unknown
}

export const make = (rows: KvsRows): KvsContent => {
  const read = (space: Space, key: string): unknown => {
    const row = rows.get(space, key)
    return row === undefined ? undefined : JSON.parse(row.json)
  }
  return {
    keys: () => rows.keys(""),
    get: (key) => read("", key),
    put: (key, value) => void rows.set("", key, JSON.stringify(value), undefined),
    secretNames: () => rows.keys("secret"),
    entityKeys: (entityName) => rows.keys(`entity:${entityName}`),
    entity: (entityName, key) => read(`entity:${entityName}`, key)
  }
}
