/** Shows a sync's progress as bars in a terminal. Without a terminal nothing is drawn. */
import { observe, type Phase, type ProgressEvent } from "@entra-assets/core/sync/Progress"
import cliProgress from "cli-progress"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

const labels: { readonly [phase in Phase]: string } = {
  accounts: "Atlassian accounts",
  users: "Entra users",
  employees: "Employee records",
  absences: "Asking for missing people",
  plan: "Planning",
  apply: "Writing"
}

const seconds = (millis: number): string => millis < 1000 ? "under 1 s" : `${Math.round(millis / 1000)} s`

const detail = ({ finished, rate, remainingMillis }: ProgressEvent): string => {
  if (finished) return "done"
  const speed = rate > 0 ? `${Math.round(rate)}/s` : ""
  return remainingMillis === null ? speed : `${speed}, ${seconds(remainingMillis)} left`
}

/** Runs `effect` with a bar for each of its phases, on stderr. */
export const withBars = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  process.stderr.isTTY
    ? Effect.acquireUseRelease(
      Effect.sync(() =>
        new cliProgress.MultiBar({
          stream: process.stderr,
          hideCursor: true,
          barsize: 24,
          format: "  {label} {bar} {value}{of} {detail}",
          formatValue: (value, _options, type) => type === "value" ? value.toLocaleString("en") : String(value)
        }, cliProgress.Presets.shades_classic)
      ),
      (bars) => observe(effect, draw(bars)),
      (bars) => Effect.sync(() => bars.stop())
    )
    : effect

const draw = (bars: cliProgress.MultiBar) => {
  const shown = new Map<Phase, cliProgress.SingleBar>()
  return (events: Stream.Stream<ProgressEvent>) =>
    Stream.runForEach(events, (event) =>
      Effect.sync(() => {
        const { done, finished, phase } = event
        // Nothing to do in a phase is nothing to show.
        if (done === 0 && event.total === 0) return
        const total = event.total ?? (finished ? done : Math.max(1, done * 2))
        const of = event.total === null ? "" : ` of ${event.total.toLocaleString("en")}`
        const payload = { label: labels[phase].padEnd(26), detail: detail(event), of }
        const bar = shown.get(phase)
        if (bar === undefined) {
          shown.set(phase, bars.create(Math.max(1, total), done, payload))
        } else {
          bar.setTotal(Math.max(1, total))
          bar.update(done, payload)
        }
      }))
}
