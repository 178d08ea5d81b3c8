/** Wakes up once a day. */
import * as Effect from "effect/Effect"
import * as DailyTick from "../app/DailyTick.ts"
import * as Handler from "../app/Handler.ts"

export const tick = () => Handler.run(Effect.as(DailyTick.tick, { statusCode: 204 }))
