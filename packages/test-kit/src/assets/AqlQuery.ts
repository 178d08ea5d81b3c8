/**
 * Parses AQL, the query language of Assets: conditions joined by AND, OR and NOT, then `order by`. It knows the
 * grammar only; `AqlSearch` knows what the words mean. Not simulated: dot notation and the functions of `having`.
 */
import * as Result from "effect/Result"

export type Operator =
  | "="
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "like"
  | "not like"
  | "startswith"
  | "endswith"
  | "not startswith"
  | "not endswith"

export type Condition =
  | { readonly kind: "and"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "compare"; readonly field: string; readonly operator: Operator; readonly value: string }
  | { readonly kind: "in"; readonly field: string; readonly negated: boolean; readonly values: ReadonlyArray<string> }
  | { readonly kind: "empty"; readonly field: string; readonly negated: boolean }

export interface AqlQuery {
  /** Absent in an empty query, which is true of every object. */
  readonly where: Condition | undefined
  readonly orderBy: { readonly field: string; readonly descending: boolean } | undefined
}

/** The query, or what is wrong with it. */
export const parse = (text: string): Result.Result<AqlQuery, string> =>
  Result.flatMap(tokenize(text), (tokens) => new Parser(tokens).query())

interface Token {
  /** A quoted text is never a keyword. */
  readonly kind: "word" | "quoted" | "symbol"
  readonly text: string
}

const tokenPattern = /\s*(?:"((?:[^"\\]|\\.)*)"|(==|!=|<=|>=|[=<>(),])|([^\s"=!<>(),]+))/y

const tokenize = (text: string): Result.Result<ReadonlyArray<Token>, string> => {
  const tokens: Array<Token> = []
  const end = text.trimEnd().length
  let position = 0
  while (position < end) {
    tokenPattern.lastIndex = position
    const match = tokenPattern.exec(text)
    if (match === null) return Result.fail(`Unexpected character at position ${position}`)
    const [, quoted, symbol, word] = match
    if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted.replace(/\\(.)/gs, "$1") })
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol })
    else if (word !== undefined) tokens.push({ kind: "word", text: word })
    position = tokenPattern.lastIndex
  }
  return Result.succeed(tokens)
}

type Parsed<A> = Result.Result<A, string>

const symbolOperators: ReadonlyMap<string, Operator> = new Map(
  (["=", "==", "!=", "<", ">", "<=", ">="] as const).map((operator) => [operator, operator])
)
const wordOperators: ReadonlyMap<string, Operator> = new Map(
  (["like", "startswith", "endswith"] as const).map((operator) => [operator, operator])
)
const negatedOperators: ReadonlyMap<string, Operator> = new Map(
  (["like", "startswith", "endswith"] as const).map((operator) => [operator, `not ${operator}` as const])
)

/** Recursive descent; OR binds weakest, then AND, then NOT. */
class Parser {
  private position = 0
  private readonly tokens: ReadonlyArray<Token>

  constructor(tokens: ReadonlyArray<Token>) {
    this.tokens = tokens
  }

  query(): Parsed<AqlQuery> {
    if (this.tokens.length === 0) return Result.succeed({ where: undefined, orderBy: undefined })
    return Result.gen(this, function*() {
      const where = this.isWord("order") ? undefined : yield* this.either()
      const orderBy = this.takeWord("order") ? yield* this.order() : undefined
      const rest = this.peek()
      return rest === undefined ? { where, orderBy } : yield* this.unexpected<AqlQuery>()
    })
  }

  private order(): Parsed<{ readonly field: string; readonly descending: boolean }> {
    return Result.gen(this, function*() {
      if (!this.takeWord("by")) return yield* this.unexpected<never>()
      const field = yield* this.operand()
      const descending = this.takeWord("desc")
      if (!descending) this.takeWord("asc")
      return { field, descending }
    })
  }

  private either(): Parsed<Condition> {
    return Result.gen(this, function*() {
      let left = yield* this.both()
      while (this.takeWord("or")) left = { kind: "or", left, right: yield* this.both() }
      return left
    })
  }

  private both(): Parsed<Condition> {
    return Result.gen(this, function*() {
      let left = yield* this.one()
      while (this.takeWord("and")) left = { kind: "and", left, right: yield* this.one() }
      return left
    })
  }

  private one(): Parsed<Condition> {
    if (this.takeWord("not")) return Result.map(this.one(), (of) => ({ kind: "not", of }))
    if (!this.takeSymbol("(")) return this.comparison()
    return Result.flatMap(this.either(), (inner) => this.takeSymbol(")") ? Result.succeed(inner) : this.unexpected())
  }

  private comparison(): Parsed<Condition> {
    return Result.gen(this, function*() {
      const field = yield* this.operand()
      const operator = this.next()
      if (operator === undefined) return yield* this.unexpected<Condition>()
      const symbol = operator.kind === "symbol" ? symbolOperators.get(operator.text) : undefined
      if (symbol !== undefined) {
        return { kind: "compare", field, operator: symbol, value: yield* this.operand() } satisfies Condition
      }
      const word = operator.kind === "word" ? operator.text.toLowerCase() : ""
      if (word === "is") {
        const negated = this.takeWord("not")
        if (!this.takeWord("empty")) return yield* this.unexpected<Condition>()
        return { kind: "empty", field, negated } satisfies Condition
      }
      if (word === "in") return yield* this.list(field, false)
      if (word === "not" && this.takeWord("in")) return yield* this.list(field, true)
      const negatedWord = word === "not" ? this.next()?.text.toLowerCase() : undefined
      const named = negatedWord === undefined ? wordOperators.get(word) : negatedOperators.get(negatedWord)
      if (named === undefined) return yield* Result.fail(`Unexpected operator ${operator.text}`)
      return { kind: "compare", field, operator: named, value: yield* this.operand() } satisfies Condition
    })
  }

  private list(field: string, negated: boolean): Parsed<Condition> {
    return Result.gen(this, function*() {
      if (!this.takeSymbol("(")) return yield* this.unexpected<Condition>()
      const values = [yield* this.operand()]
      while (this.takeSymbol(",")) values.push(yield* this.operand())
      if (!this.takeSymbol(")")) return yield* this.unexpected<Condition>()
      return { kind: "in", field, negated, values } satisfies Condition
    })
  }

  private operand(): Parsed<string> {
    const token = this.peek()
    if (token === undefined || token.kind === "symbol") return this.unexpected()
    this.position++
    return Result.succeed(token.text)
  }

  private unexpected<A>(): Parsed<A> {
    const token = this.peek()
    return Result.fail(token === undefined ? "Unexpected end of the query" : `Unexpected ${token.text}`)
  }

  private peek(): Token | undefined {
    return this.tokens[this.position]
  }

  private next(): Token | undefined {
    return this.tokens[this.position++]
  }

  private isWord(word: string): boolean {
    const token = this.peek()
    return token?.kind === "word" && token.text.toLowerCase() === word
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.position++
    return true
  }

  private takeSymbol(symbol: string): boolean {
    const token = this.peek()
    if (token?.kind !== "symbol" || token.text !== symbol) return false
    this.position++
    return true
  }
}
