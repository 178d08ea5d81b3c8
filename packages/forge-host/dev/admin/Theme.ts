/** Atlassian's themes as one style sheet, which Jira gives a page that enables theming. */
import * as Schema from "effect/Schema"
import { createRequire } from "node:module"

const require = createRequire(import.meta.url)
const decodeTheme = Schema.decodeUnknownSync(Schema.Struct({ default: Schema.String }))

export const styleSheet = (): string =>
  ["light", "dark", "spacing", "typography", "shape", "motion"]
    .map((name) => decodeTheme(require(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${name}.js`)).default)
    .join("\n")
