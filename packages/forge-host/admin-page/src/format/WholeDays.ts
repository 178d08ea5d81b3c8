/** Reads what somebody has typed for the days from one sync to the next. */

/** `null` unless it is a whole number from 1 to 100. */
export const wholeDays = (text: string): number | null => {
  const days = /^\d{1,3}$/u.test(text.trim()) ? Number(text) : 0
  return days >= 1 && days <= 100 ? days : null
}
