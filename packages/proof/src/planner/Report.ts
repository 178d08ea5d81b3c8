/** What the planner checker prints: how fast it was, what it saw, and what it found with the way to see it again. */
import type { Failure, Outcome } from "./Check.ts"
import { isWhole, type Scene } from "./Scene.ts"

/** Fields that say nothing are left out, so that what matters can be seen. */
const line = (what: string, value: object): string => {
  const said = Object.entries(value).filter(([, field]) =>
    field !== null && !(Array.isArray(field) && field.length === 0)
  )
  return `  ${what.padEnd(8)} ${JSON.stringify(Object.fromEntries(said))}`
}

export const worldText = (scene: Scene): ReadonlyArray<string> => [
  ...scene.users.map((user) => line("user", user)),
  ...scene.accounts.map((account) => line("account", account)),
  ...scene.employees.map((employee) => line("record", employee)),
  line("answers", {
    partial: scene.partial,
    ...(scene.isAnswered
      ? { everythingElse: "nobody" }
      : { goneUsers: scene.goneUsers, goneAccounts: scene.goneAccounts }),
    managers: scene.managers,
    unconfirmed: scene.unconfirmed,
    deletion: scene.deletion
  }),
  line("other", { isWhole: isWhole(scene), assetsTidies: scene.assetsTidies, ranks: scene.ranks }),
  line("guard", scene.guard)
]

const failureText = (seed: string, { breaches, number, property, scene }: Failure): ReadonlyArray<string> => [
  "",
  `BROKEN: ${property}`,
  ...breaches.map((breach) => `  ${breach}`),
  "",
  `The smallest world found, from case ${number} of seed ${seed}:`,
  ...worldText(scene),
  "",
  `Replay: npm run check:planner -- --seed ${seed} --case ${number}`
]

export const reportText = (seed: string, { cases, failure, shares }: Outcome, seconds: number): string =>
  [
    `${cases} ${cases === 1 ? "case" : "cases"} of seed ${seed} in ${seconds.toFixed(1)} s (${
      Math.round(cases / Math.max(seconds, 0.001))
    } cases/s)`,
    "",
    "Said in so many of the cases:",
    ...shares.table,
    ...(failure === null ? [] : failureText(seed, failure)),
    ...(shares.rare.length === 0 || failure !== null
      ? []
      : ["", `TOO RARE, below 1 % of the cases: ${shares.rare.join(", ")}`])
  ].join("\n")
