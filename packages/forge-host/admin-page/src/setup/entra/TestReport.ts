import type { ConnectionReport } from "@entra-assets/forge-host/app/SetupReport"

/** Nothing is left to do before a sync. */
export const isWell = ({ checks }: ConnectionReport): boolean => checks.every(({ outcome }) => outcome === "ok")
