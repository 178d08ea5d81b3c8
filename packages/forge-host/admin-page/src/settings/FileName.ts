/** "entra-sync-audit-log-2026-11-28.csv": files of several days do not take each other's place. */
export const fileName = (name: string, extension: string, now: number): string =>
  `${name}-${new Date(now).toISOString().slice(0, 10)}.${extension}`
