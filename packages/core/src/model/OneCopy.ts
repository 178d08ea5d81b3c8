/**
 * Keeps one copy of texts that many people have in common. Every page that is parsed brings its own copies, and of a
 * hundred thousand people those would fill more memory than all that is different.
 */

/** A function that answers with the first of equal texts; it remembers each of them while it lives. */
export const oneCopy = <A extends string | null>(): (text: A) => A => {
  const texts = new Map<A, A>()
  return (text) => {
    const known = texts.get(text)
    if (known !== undefined) return known
    texts.set(text, text)
    return text
  }
}
