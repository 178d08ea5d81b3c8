/**
 * Codes and ids in what Microsoft answers to a refused request, as errors may show them. Any other text in their place
 * is left out: it may repeat what was asked for.
 */
export const identifier = (text: string | undefined): string | undefined =>
  text !== undefined && /^[\w.-]{1,100}$/u.test(text) ? text : undefined
