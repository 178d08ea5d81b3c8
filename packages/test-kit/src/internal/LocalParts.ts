/**
 * Hands out the part of an address before the `@`, each once: `anna.novak`, then `anna.novak2`, as a mail admin does.
 */

/** `taken` is asked in lower case. */
export const make = (taken: ReadonlySet<string>): (wanted: string) => string => {
  const used = new Map<string, number>()
  return (wanted) => {
    for (;;) {
      const times = (used.get(wanted) ?? 0) + 1
      used.set(wanted, times)
      const localPart = times === 1 ? wanted : `${wanted}${times}`
      if (!taken.has(localPart)) return localPart
    }
  }
}
