/** Takes events from the queue `runs`, with 900 seconds for each. Nothing pushes any yet. */
export const consumer = () => Promise.resolve()
