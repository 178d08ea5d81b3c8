/** Shows a sync's progress as bars in a terminal, under a title. Without a terminal nothing is drawn. */
import { observe, type Phase, type ProgressEvent } from "@entra-assets/core/sync/Progress"
import cliProgress from "cli-progress"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Phrase from "./Phrase.ts"

const labels: { readonly [phase in Phase]: string } = {
  accounts: "Atlassian accounts",
  users: "Entra users",
  employees: "Employee records",
  absences: "Asking who is gone",
  apply: "Writing"
}

const barLength = 18

/** One line of progress; up to 100,000 records it fits into 80 columns. */
export const line = ({ done, finished, phase, rate, remainingMillis, total }: ProgressEvent): string => {
  const share = finished ? 1 : total === null || total === 0 ? 0 : Math.min(1, done / total)
  const filled = Math.floor(share * barLength)
  const bar = "█".repeat(filled) + "░".repeat(barLength - filled)
  const count = Phrase.number(done) + (finished || total === null ? "" : ` of ${Phrase.number(total)}`)
  const speed = finished || rate === 0 ? "" : `  ${Phrase.number(Math.round(rate))}/s`
  const left = finished || remainingMillis === null ? "" : `, ${Phrase.duration(remainingMillis)} left`
  return `  ${labels[phase].padEnd(20)}${bar}  ${count}${speed}${left}`
}

const lineOf = (payload: { readonly line: string }): string => payload.line

/** Runs `effect` with a bar for each of its phases that has something to do, on stderr. */
export const withBars = <A, E, R>(title: string, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  process.stderr.isTTY
    ? Effect.acquireUseRelease(
      Effect.sync(() => {
        process.stderr.write(`${title}\n`)
        return new Bars()
      }),
      (bars) => observe(effect, (events) => Stream.runForEach(events, (event) => Effect.sync(() => bars.show(event)))),
      (bars) => Effect.sync(() => bars.stop())
    )
    : effect

class Bars {
  private readonly shown = new Map<Phase, cliProgress.SingleBar>()
  private readonly terminal = new cliProgress.MultiBar({
    stream: process.stderr,
    hideCursor: true,
    format: (_options, _params, payload) => lineOf(payload)
  })

  show(event: ProgressEvent): void {
    const { done, phase, total } = event
    // While nothing is done of a total that nobody knows, there may be nothing to do.
    if (done === 0 && (total === null || total === 0)) return
    const payload = { line: line(event) }
    const bar = this.shown.get(phase)
    if (bar === undefined) this.shown.set(phase, this.terminal.create(total ?? done, done, payload))
    else bar.update(done, payload)
  }

  /** Leaves the bars as they are and goes to the next line. */
  stop(): void {
    if (this.shown.size > 0) this.terminal.stop()
  }
}
