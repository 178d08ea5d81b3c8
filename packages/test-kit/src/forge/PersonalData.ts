/**
 * The weekly report of stored accounts (`POST /app/report-accounts`, as `privacy.reportPersonalData` of `@forge/api`
 * sends it): at most 90 at once, answered with those that were closed or changed.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import * as Respond from "../Respond.ts"
import type { WireRequest } from "./internal/WorkerMessages.ts"

const most = 90

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Struct({
  accounts: Schema.Array(Schema.Struct({ accountId: Schema.String, updatedAt: Schema.String }))
})))

export interface PersonalDataReport {
  readonly accountIds: ReadonlyArray<string>
  readonly at: number
}

export interface Options {
  readonly scopes: ReadonlySet<string>
  readonly switches: ForgeSwitches
  readonly now: () => number
}

export interface PersonalData {
  readonly reports: () => ReadonlyArray<PersonalDataReport>
  readonly answer: (request: WireRequest) => Response
}

export const make = ({ now, scopes, switches }: Options): PersonalData => {
  const reports: Array<PersonalDataReport> = []
  return {
    reports: () => [...reports],
    answer: ({ body }) => {
      if (!scopes.has("report:personal-data")) {
        return Respond.json(401, { code: 401, message: "Unauthorized; scope does not match" })
      }
      const report = decode(body)
      if (Result.isFailure(report) || report.success.accounts.length === 0 || report.success.accounts.length > most) {
        return Respond.json(400, { code: 400, message: `1 to ${most} accounts with accountId and updatedAt` })
      }
      const accountIds = report.success.accounts.map(({ accountId }) => accountId)
      reports.push({ accountIds, at: now() })
      const changed = accountIds.flatMap((accountId) => {
        const status = switches.reportedAccounts.get(accountId)
        return status === undefined ? [] : [{ accountId, status }]
      })
      return changed.length === 0 ? Respond.json(204, undefined) : Respond.json(200, { accounts: changed })
    }
  }
}
