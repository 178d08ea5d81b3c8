/** A page for people: titles, paragraphs, and colours where the screen has them. */
import { styleText } from "node:util"

export interface Screen {
  /** Characters in a line. */
  readonly width: number
  readonly colours: boolean
}

export type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string
export type Lines = ReadonlyArray<string>

export interface Page {
  readonly width: number
  readonly paint: Paint
  /** A title over paragraphs; nothing when every paragraph is empty. */
  readonly section: (title: string, ...paragraphs: ReadonlyArray<Lines>) => Lines
}

export const on = ({ colours, width }: Screen): Page => {
  const paint: Paint = (style, text) => colours ? styleText(style, text, { validateStream: false }) : text
  return {
    width,
    paint,
    section: (title, ...paragraphs) => {
      const written = paragraphs.filter((lines) => lines.length > 0)
      return written.length === 0 ? [] : ["", paint("bold", title), ...written.flatMap((lines) => ["", ...lines])]
    }
  }
}
