/** Times of the browser's clock in the app's, which may be far from it. Milliseconds since 1970. */

/** When the app said last what time it is, by the browser's clock, and what it said. */
export interface Told {
  readonly at: number
  readonly now: number
}

/** The browser's own as long as the app has said nothing. */
export const ofBrowser = (told: Told | null, millis: number): number =>
  told === null ? millis : told.now + (millis - told.at)

/** By a look at the browser's clock, which may be older than what the app said last. */
export const now = (told: Told | null, looked: number): number => ofBrowser(told, Math.max(looked, told?.at ?? looked))
