/**
 * The Name of an Employee object where Assets refuses some characters. Full Name keeps the original.
 */

/**
 * Said to be refused in the name of a schema, a type and an object (jira.js guide, "reserved characters"); not
 * verified on a live site, so a name is adjusted only after a refusal.
 */
const reserved = /[=;:?."]/g

/** Every reserved character as a space, then trimmed; never longer than what it was given. */
export const adjustName = (name: string): string => name.replace(reserved, " ").trim()
