/** What a save changed, setting by setting, as texts for the audit log. */
import type { AuditChange } from "./AuditEntry.ts"

const isGroup = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** `{ guard: { group: { size: 5 } } }` as `guard.group.size` → `5`. */
function* leaves(value: unknown, path: string): Generator<readonly [field: string, text: string]> {
  if (isGroup(value)) {
    for (const [name, inner] of Object.entries(value)) yield* leaves(inner, path === "" ? name : `${path}.${name}`)
  } else if (value !== null && value !== undefined) {
    yield [path, typeof value === "string" ? value : JSON.stringify(value)]
  }
}

/** Only what differs. A setting that has no value is `null`. */
export const between = (before: object | null, after: object | null): ReadonlyArray<AuditChange> => {
  const earlier = new Map(leaves(before, ""))
  const later = new Map(leaves(after, ""))
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((field) => {
    const change = { field, before: earlier.get(field) ?? null, after: later.get(field) ?? null }
    return change.before === change.after ? [] : [change]
  })
}
