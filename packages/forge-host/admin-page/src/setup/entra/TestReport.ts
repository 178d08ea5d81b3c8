import type { ConnectionReport } from "@entra-assets/forge-host/app/SetupReport"
import type { Reason } from "../../api/AskError.ts"

/** Nothing is left to do before a sync. */
export const isWell = ({ checks }: ConnectionReport): boolean => checks.every(({ outcome }) => outcome === "ok")

const untestable: ReadonlySet<Reason["_tag"]> = new Set(["NoAnswer", "Refused", "Unavailable", "Unexpected"])

/** It came to no report, and not for what was typed or who asks: it could be saved all the same. */
export const isUntestable = ({ _tag }: Reason): boolean => untestable.has(_tag)
