/** How often the schedule syncs, in a sentence. */
import type { Schedule } from "@entra-assets/core/sync/Cadence"
import type { Format } from "../../format/Format.tsx"
import type { Texts } from "../../texts/English.ts"

export const cadenceWords = ({ everyDays }: Schedule, texts: Texts["setup"]["sync"], format: Format): string =>
  everyDays === 1 ? texts.everyDay : texts.every(texts.days(everyDays, format))
