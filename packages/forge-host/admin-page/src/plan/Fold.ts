/** Texts as they are compared: without capitals, accents and other marks, so that "muller" finds "Müller". */

/** Letters that have no form without their mark. */
const letters: { readonly [letter in string]: string } = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th"
}

const isPlain = /^[\x20-\x7e]*$/u

export const fold = (text: string): string =>
  isPlain.test(text)
    ? text.toLowerCase()
    : text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(
      /[ßæœøđðłıþ]/gu,
      (letter) => letters[letter] ?? letter
    )
