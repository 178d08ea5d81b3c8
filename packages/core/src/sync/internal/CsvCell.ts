/**
 * Texts of other people as cells that no spreadsheet takes for a formula. Where one could begin, an apostrophe goes in
 * front, as OWASP advises ("CSV injection"). Quoting is not done here.
 */

/**
 * A formula begins with one of `=+-@`, also in full width, and so does a number such as -5; white space, invisible
 * characters and quotes before it are passed over. A cell that begins with a tab or a line break is suspect by itself.
 * Where Excel's list separator is a semicolon, as in most of Europe, the quotes of a cell inside a line mean nothing to
 * it: a new cell begins within the text, after a semicolon, a tab or a line break.
 */
const formulaStart = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=(?:(?![\r\n])[\s\p{C}"])*[=+\-@＝＋－＠])/gu

export const neutralised = (text: string): string => text.replaceAll(formulaStart, "'")
