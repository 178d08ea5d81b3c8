/** GUIDs without randomness: what a seeded simulation needs to give the same result twice. */

const pattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const isGuid = (text: string): boolean => pattern.test(text)

/** Gives a new GUID at each call, always in the same order. `space` keeps two sequences apart. */
export const sequence = (space: number): () => string => {
  const prefix = space.toString(16).padStart(8, "0")
  let next = 0
  return () => `${prefix}-0000-4000-8000-${(++next).toString(16).padStart(12, "0")}`
}
