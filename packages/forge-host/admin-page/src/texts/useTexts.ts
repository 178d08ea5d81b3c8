import { english, type Texts } from "./English.ts"

/** The texts in the user's language; so far there is one. */
export const useTexts = (): Texts => english
