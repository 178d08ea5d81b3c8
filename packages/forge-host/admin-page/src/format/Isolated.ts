/** Names in sentences of another direction. */

/** Hebrew, Arabic and their neighbours, in whatever form. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u

/** Else what follows a name that is written from the right, such as a comma and a number, would be drawn before it. */
export const isolated = (name: string): string => rightToLeft.test(name) ? `\u2068${name}\u2069` : name
