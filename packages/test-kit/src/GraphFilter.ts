/**
 * The part of OData's `$filter` that Graph offers for users, compiled to a predicate: `eq`, `ne`, `in`, `startsWith`,
 * `endsWith`, `any` over collections, `and`, `or`, `not` and parentheses. Text compares without regard to case.
 */
import * as Result from "effect/Result"
import { badRequest, unsupportedQuery } from "./GraphFailure.ts"
import type { GraphFailure } from "./GraphFailure.ts"
import type { EntraPerson } from "./Organisation.ts"

export type Predicate<A> = (value: A) => boolean

/** Without an advanced query, so many alternatives (`or`, values of `in`) and so long values are allowed. */
const maxAlternatives = 15
const maxValueLength = 120

type Scalar = string | boolean | null

/** What names mean inside an expression: a user's properties, or the variable of an `any`. */
interface Scope<A> {
  readonly scalar: (name: string) => ((value: A) => Scalar) | undefined
  readonly collection: (name: string) => ((value: A) => ReadonlyArray<string>) | undefined
}

const scalars: Readonly<Record<string, (person: EntraPerson) => Scalar>> = {
  id: (person) => person.id,
  mail: (person) => person.mail,
  userprincipalname: (person) => person.userPrincipalName,
  displayname: (person) => person.displayName,
  givenname: (person) => person.givenName,
  surname: (person) => person.surname,
  jobtitle: (person) => person.jobTitle,
  department: (person) => person.department,
  accountenabled: (person) => person.accountEnabled,
  usertype: (person) => person.userType,
  externaluserstate: (person) => person.externalUserState
}

const collections: Readonly<Record<string, (person: EntraPerson) => ReadonlyArray<string>>> = {
  proxyaddresses: (person) => person.proxyAddresses,
  othermails: (person) => person.otherMails
}

const userScope: Scope<EntraPerson> = {
  scalar: (name) => scalars[name.toLowerCase()],
  collection: (name) => collections[name.toLowerCase()]
}

const elementScope = (variable: string): Scope<string> => ({
  scalar: (name) => name === variable ? (value) => value : undefined,
  collection: () => undefined
})

const tokenPattern = /\s*('(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*|[(),:/])\s*/y

const tokenize = (text: string): ReadonlyArray<string> | undefined => {
  const tokens: Array<string> = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.length) {
    const [, token] = tokenPattern.exec(text) ?? []
    if (token === undefined) return undefined
    tokens.push(token)
  }
  return tokens
}

const fold = (value: Scalar): Scalar => typeof value === "string" ? value.toLowerCase() : value

/** `advanced`: the request is an advanced query, which lifts some limits and allows more operators. */
export const parse = (text: string, advanced: boolean): Result.Result<Predicate<EntraPerson>, GraphFailure> => {
  const tokens = tokenize(text)
  if (tokens === undefined) return Result.fail(badRequest("Invalid filter clause", "BadRequest"))
  let position = 0
  let problem: GraphFailure | undefined

  /** Remembers the first problem and ends the parse: whatever follows is never asked. */
  const stop = (failure: GraphFailure) => {
    problem ??= failure
    position = tokens.length
    return () => false
  }
  const syntaxError = () => stop(badRequest(`Invalid filter clause near position ${position}.`, "BadRequest"))
  const needsAdvanced = (operator: string) =>
    stop(unsupportedQuery(
      `Operator '${operator}' needs $count=true and the ConsistencyLevel:eventual header. `
        + "Refer to https://aka.ms/graph-docs/advanced-queries."
    ))
  const word = () => tokens[position]?.toLowerCase()
  const accept = (expected: string): boolean => {
    if (word() !== expected) return false
    position++
    return true
  }
  const expect = (expected: string): void => {
    if (!accept(expected)) syntaxError()
  }
  const literal = (): Scalar => {
    const token = tokens[position++] ?? ""
    if (token.startsWith("'")) {
      const value = token.slice(1, -1).replaceAll("''", "'")
      if (value.length > maxValueLength && !advanced) stop(unsupportedQuery("Unsupported Query."))
      return value
    }
    if (token === "true" || token === "false") return token === "true"
    if (token !== "null") syntaxError()
    return null
  }
  const alternatives = (count: number) => {
    if (count <= maxAlternatives || advanced) return
    stop(unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${count}. `
        + `Max allowed: ${maxAlternatives}.`
    ))
  }

  const or = <A>(scope: Scope<A>): Predicate<A> => {
    const parts = [and(scope)]
    while (accept("or")) parts.push(and(scope))
    alternatives(parts.length)
    return (value) => parts.some((part) => part(value))
  }
  const and = <A>(scope: Scope<A>): Predicate<A> => {
    const parts = [not(scope)]
    while (accept("and")) parts.push(not(scope))
    return (value) => parts.every((part) => part(value))
  }
  const not = <A>(scope: Scope<A>): Predicate<A> => {
    if (!accept("not")) return primary(scope)
    if (!advanced) return needsAdvanced("not")
    const part = not(scope)
    return (value) => !part(value)
  }
  const primary = <A>(scope: Scope<A>): Predicate<A> => {
    if (accept("(")) {
      const inside = or(scope)
      expect(")")
      return inside
    }
    if (tokens[position + 1] === "(" && (word() === "startswith" || word() === "endswith")) return textFunction(scope)
    return tokens[position + 1] === "/" ? lambda(scope) : comparison(scope)
  }
  const scalar = <A>(scope: Scope<A>): (value: A) => Scalar => {
    const name = tokens[position++]
    if (name === undefined) {
      syntaxError()
      return () => null
    }
    const read = scope.scalar(name)
    if (read !== undefined) return read
    stop(unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${name}' of resource 'User'.`
    ))
    return () => null
  }
  const comparison = <A>(scope: Scope<A>): Predicate<A> => {
    const read = scalar(scope)
    if (accept("eq")) {
      const wanted = fold(literal())
      return (value) => fold(read(value)) === wanted
    }
    if (accept("ne")) {
      if (!advanced) return needsAdvanced("ne")
      const wanted = fold(literal())
      return (value) => fold(read(value)) !== wanted
    }
    if (!accept("in")) return syntaxError()
    expect("(")
    const wanted = new Set([fold(literal())])
    let count = 1
    while (accept(",")) {
      wanted.add(fold(literal()))
      count++
    }
    expect(")")
    alternatives(count)
    return (value) => wanted.has(fold(read(value)))
  }
  const textFunction = <A>(scope: Scope<A>): Predicate<A> => {
    const name = tokens[position++]?.toLowerCase()
    if (name === "endswith" && !advanced) return needsAdvanced("endsWith")
    expect("(")
    const read = scalar(scope)
    expect(",")
    const wanted = String(fold(literal()))
    expect(")")
    return (value) => {
      const text = fold(read(value))
      if (typeof text !== "string") return false
      return name === "endswith" ? text.endsWith(wanted) : text.startsWith(wanted)
    }
  }
  const lambda = <A>(scope: Scope<A>): Predicate<A> => {
    const name = tokens[position] ?? ""
    const read = scope.collection(name)
    if (read === undefined) {
      return stop(unsupportedQuery(`Unsupported property filter clause operator 'any' on property '${name}'.`))
    }
    position += 2
    expect("any")
    expect("(")
    const variable = tokens[position++] ?? ""
    expect(":")
    const inside = or(elementScope(variable))
    expect(")")
    return (value) => read(value).some(inside)
  }

  const predicate = or(userScope)
  if (position < tokens.length) syntaxError()
  return problem === undefined ? Result.succeed(predicate) : Result.fail(problem)
}
