/** How many people and accounts there were after each of the last syncs: bars, and the same as a table. */
import { useLastRuns } from "../api/History.ts"
import { useFormat } from "../format/Format.tsx"
import { Asked } from "../frame/Asked.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./PeopleChart.module.css"
import { barsOf, kinds, most, mostOf, type Point, pointsOf, topOf } from "./PeopleSeries.ts"

const Legend = ({ last }: { readonly last: Point }) => {
  const { overview: { chart } } = useTexts()
  const format = useFormat()
  return (
    <ul className={styles["legend"]}>
      {kinds.map((kind) => (
        <li key={kind}>
          <span className={`${styles["swatch"]} ${styles[kind]}`} aria-hidden="true" />
          {chart[kind]} <strong>{format.number(last.people[kind])}</strong>
        </li>
      ))}
    </ul>
  )
}

const Plot = (
  { first, last, points }: { readonly points: ReadonlyArray<Point>; readonly first: Point; readonly last: Point }
) => {
  const { overview: { chart } } = useTexts()
  const format = useFormat()
  const top = topOf(mostOf(points))
  // More dates than these would not stand beside each other.
  const isDated = points.length <= 4
  const dated = points.filter(({ at }) => isDated || at === first.at || at === last.at)
  // Syncs of the same day are told apart by their time.
  const isTimed = new Set(dated.map(({ at }) => format.date(at))).size < dated.length
  return (
    <div className={styles["plot"]}>
      <div className={styles["scale"]} aria-hidden="true">
        {[top, top / 2, 0].map((value) => <span key={value}>{format.number(value)}</span>)}
      </div>
      <svg
        className={styles["bars"]}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={chart.alt(chart.runs(points.length, format), format.date(first.at), format.date(last.at))}
      >
        {[0, 50, 100].map((y) => (
          <line key={y} className={styles["line"]} x1="0" x2="100" y1={y} y2={y} vectorEffect="non-scaling-stroke" />
        ))}
        {barsOf(points, top).map(({ height, kind, width, x, y }) => (
          <rect
            key={`${x} ${kind}`}
            className={styles[kind]}
            x={x * 100}
            y={y * 100}
            width={width * 100}
            height={height * 100}
          />
        ))}
      </svg>
      <ol className={styles["dates"]} aria-hidden="true">
        {points.map(({ at, runId }) => (
          <li key={runId}>
            {dated.some((point) => point.runId === runId) && (
              <>
                {format.date(at)}
                {isTimed && <div>{format.time(at)}</div>}
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

const Table = ({ points }: { readonly points: ReadonlyArray<Point> }) => {
  const { overview: { chart } } = useTexts()
  const format = useFormat()
  return (
    <details className={styles["details"]}>
      <summary>{chart.table}</summary>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{chart.sync}</th>
            {kinds.map((kind) => <th key={kind} scope="col">{chart[kind]}</th>)}
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, people, runId }) => (
            <tr key={runId}>
              <th scope="row">{format.dateTime(at)}</th>
              {kinds.map((kind) => <td key={kind}>{format.number(people[kind])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

const Chart = ({ points }: { readonly points: ReadonlyArray<Point> }) => {
  const { overview: { chart } } = useTexts()
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return <p className={styles["empty"]}>{chart.empty}</p>
  return (
    <div className={styles["chart"]}>
      <Legend last={last} />
      <Plot points={points} first={first} last={last} />
      <Table points={points} />
    </div>
  )
}

export const PeopleChart = () => {
  const { overview: { chart } } = useTexts()
  const syncs = useLastRuns(most, { kinds: ["everybody"], states: ["succeeded"] })
  return (
    <Panel title={chart.title}>
      <Asked query={syncs} lines={8}>{(runs) => <Chart points={pointsOf(runs)} />}</Asked>
    </Panel>
  )
}
