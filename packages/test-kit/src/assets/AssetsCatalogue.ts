/**
 * What every Assets workspace has from its first day: icons, the reference type, statuses (ids and names of the
 * official examples).
 */
export interface IconEntry {
  readonly id: string
  readonly name: string
}

export interface StatusEntry {
  readonly id: string
  readonly name: string
  /** INACTIVE 0, ACTIVE 1, PENDING 2. */
  readonly category: 0 | 1 | 2
}

export const globalIcons: ReadonlyArray<IconEntry> = [
  { id: "13", name: "Building" },
  { id: "28", name: "Cottage" },
  { id: "131", name: "Users" }
]

export const globalReferenceType = { id: "4", name: "Reference", description: "Reference", color: "49a6ed" } as const

export const globalStatuses: ReadonlyArray<StatusEntry> = [
  { id: "1", name: "Action Needed", category: 2 },
  { id: "2", name: "Active", category: 1 },
  { id: "3", name: "Closed", category: 0 },
  { id: "4", name: "In Service", category: 2 },
  { id: "5", name: "Running", category: 1 },
  { id: "6", name: "Stopped", category: 0 },
  { id: "7", name: "Support Requested", category: 2 }
]
