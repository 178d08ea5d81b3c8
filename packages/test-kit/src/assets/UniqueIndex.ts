/**
 * The values of one unique attribute, without regard to case, with the objects that hold them. It knows the present,
 * whatever searches see: uniqueness is checked at once.
 */
export interface UniqueIndex {
  readonly add: (value: string, objectId: number) => void
  readonly remove: (value: string, objectId: number) => void
  /** The objects whose value is this one up to case. */
  readonly find: (value: string) => ReadonlyArray<number>
}

const none: ReadonlyArray<number> = []

export const make = (): UniqueIndex => {
  // One number in nearly every case; more only where values differ in case or the attribute became unique later.
  const holders = new Map<string, number | ReadonlyArray<number>>()
  const find = (value: string): ReadonlyArray<number> => {
    const found = holders.get(value.toLowerCase())
    return found === undefined ? none : typeof found === "number" ? [found] : found
  }
  return {
    find,
    add: (value, objectId) => {
      const found = find(value)
      holders.set(value.toLowerCase(), found.length === 0 ? objectId : [...found, objectId])
    },
    remove: (value, objectId) => {
      const left = find(value).filter((id) => id !== objectId)
      if (left.length === 0) holders.delete(value.toLowerCase())
      else holders.set(value.toLowerCase(), left)
    }
  }
}
