/**
 * Names of made-up people: plain ones, and the kinds that break careless code. What comes out is how Entra ID shows a
 * person, with a local part for their addresses in plain Latin letters.
 */
import type { Dice } from "./Dice.ts"

export interface Name {
  readonly givenName: string
  readonly surname: string
  readonly displayName: string
  /** Letters a-z and one dot. */
  readonly localPart: string
}

/** Kinds of unusual name, with their share of the people. */
export const shares = {
  apostrophe: 0.01,
  composedAccents: 0.02,
  decomposedAccents: 0.01,
  nonLatin: 0.02,
  reservedCharacters: 0.01,
  /** 256 characters, the most that Entra ID takes. */
  veryLong: 0.0005
} as const
export type Kind = keyof typeof shares

type Words = readonly [string, ...ReadonlyArray<string>]
const words = (text: string): Words => {
  const [first = "", ...rest] = text.split(" ")
  return [first, ...rest]
}

interface Region {
  readonly givenNames: Words
  readonly surnames: Words
}

const regions: readonly [Region, ...ReadonlyArray<Region>] = [
  {
    givenNames: words(
      "Olivia Jack Amelia Harry Emily George Grace Oscar Lily Thomas Ruth Simon Claire Peter Joan Colin Wendy Neil Fiona Hugh"
    ),
    surnames: words(
      "Smith Taylor Brown Walker Wright Robinson Green Hall Wood Clarke Turner Hill Cooper Ward Morris Moore King Baker Harrison Fox Webb Mason Hunt Palmer"
    )
  },
  {
    givenNames: words(
      "Anna Lukas Lena Felix Marie Jonas Laura Paul Julia Maximilian Sophie Tobias Katharina Stefan Sabine Uwe Heike Jens Petra Ralf"
    ),
    surnames: words(
      "Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Braun Hartmann Lange Werner Krause Lehmann Vogel"
    )
  },
  {
    givenNames: words(
      "Camille Hugo Manon Louis Chiara Matteo Giulia Lorenzo Paolo Francesca Antoine Juliette Marco Elisa Bruno Carla Diego Lucia Pablo Elena"
    ),
    surnames: words(
      "Martin Bernard Dubois Moreau Laurent Rossi Russo Ferrari Esposito Bianchi Romano Garcia Fernandez Lopez Gonzalez Sanchez Torres Navarro Silva Santos Costa Pereira Oliveira Almeida"
    )
  },
  {
    givenNames: words(
      "Priya Arjun Ananya Rohan Kavya Vikram Neha Sanjay Divya Rahul Meera Anil Wei Ming Mei Jun Yuki Hiro Minh Linh"
    ),
    surnames: words(
      "Sharma Patel Singh Kumar Gupta Reddy Iyer Nair Mehta Rao Das Khan Chen Wang Zhang Liu Tanaka Suzuki Sato Nguyen Tran Pham Kim Park"
    )
  },
  {
    givenNames: words(
      "Zofia Jakub Hanna Filip Tereza Ondrej Petra Marek Ivana Nikola Elsa Nils Astrid Erik Freya Magnus Sanna Mikko Katrin Andres"
    ),
    surnames: words(
      "Nowak Kowalski Zielinski Mazur Novak Svoboda Dvorak Horvat Babic Popescu Ionescu Hansen Johansen Olsen Larsen Andersson Nilsson Lindqvist Korhonen Virtanen Nieminen Tamm Jansen Visser"
    )
  }
]

const apostrophes = words("O'Brien O'Connor D'Angelo D’Amico O'Neill N'Diaye L'Heureux")
const accented = words("Müller Sánchez Núñez Lefèvre Gonçalves Dvořák Kovačević Şahin Åkesson Żak Bőhm Öztürk")
const nonLatin: readonly [Name, ...ReadonlyArray<Name>] = [
  { givenName: "健", surname: "渡辺", displayName: "渡辺 健", localPart: "ken.watanabe" },
  { givenName: "小明", surname: "王", displayName: "王小明", localPart: "xiaoming.wang" },
  { givenName: "Ольга", surname: "Иванова", displayName: "Ольга Иванова", localPart: "olga.ivanova" },
  {
    givenName: "Γιώργος",
    surname: "Παπαδόπουλος",
    displayName: "Γιώργος Παπαδόπουλος",
    localPart: "giorgos.papadopoulos"
  },
  { givenName: "محمد", surname: "العلي", displayName: "محمد العلي", localPart: "mohammed.alali" },
  { givenName: "נועה", surname: "לוי", displayName: "נועה לוי", localPart: "noa.levi" },
  { givenName: "민준", surname: "김", displayName: "김민준", localPart: "minjun.kim" },
  { givenName: "अदिति", surname: "शर्मा", displayName: "अदिति शर्मा", localPart: "aditi.sharma" },
  { givenName: "สมชาย", surname: "ใจดี", displayName: "สมชาย ใจดี", localPart: "somchai.jaidee" }
]

const reserved: readonly [Format, ...ReadonlyArray<Format>] = [
  (given, surname) => `${given} A. ${surname} Jr.`,
  (given, surname) => `${surname}; ${given}`,
  (given, surname) => `${given} "Bo" ${surname}`,
  (given, surname) => `${surname}: ${given}?`,
  (given, surname) => `${given} ${surname} = ${given}`
]
type Format = (givenName: string, surname: string) => string

const longest = 256

export const draw = (dice: Dice, kind?: Kind): Name => {
  const region = dice.pick(regions)
  const name = plain(dice.pick(region.givenNames), dice.pick(region.surnames))
  return kind === undefined ? name : unusual[kind](name, dice)
}

const unusual: Readonly<Record<Kind, (name: Name, dice: Dice) => Name>> = {
  apostrophe: ({ givenName }, dice) => plain(givenName, dice.pick(apostrophes)),
  composedAccents: ({ givenName }, dice) => plain(givenName, dice.pick(accented).normalize("NFC")),
  decomposedAccents: ({ givenName }, dice) => plain(givenName, dice.pick(accented).normalize("NFD")),
  nonLatin: (_, dice) => dice.pick(nonLatin),
  reservedCharacters: (name, dice) => ({ ...name, displayName: dice.pick(reserved)(name.givenName, name.surname) }),
  veryLong: (name) => ({ ...name, displayName: name.displayName.padEnd(longest, `-${name.surname}`) })
}

/** The same person under another surname. */
export const remarried = (dice: Dice, givenName: string, surname: string): Name => {
  const other = draw(dice).surname
  return other === surname ? remarried(dice, givenName, surname) : plain(givenName, other)
}

const plain = (givenName: string, surname: string): Name => ({
  givenName,
  surname,
  displayName: `${givenName} ${surname}`,
  localPart: [letters(givenName), letters(surname)].filter((part) => part !== "").join(".")
})

const letters = (text: string): string => text.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "")
