/**
 * Hears that the app was installed, or upgraded to a new major version. Stored values migrate when they are read; but a
 * run whose events the old version would have taken needs a new one.
 */
import * as DailyTick from "../app/DailyTick.ts"
import * as Handler from "../app/Handler.ts"

export const lifecycle = () => Handler.run(DailyTick.resume)
