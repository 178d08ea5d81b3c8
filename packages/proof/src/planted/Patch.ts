/**
 * A planted bug as it is kept: one line, after `#`, that says what is wrong and which promise it breaks, and a unified
 * diff against `packages/core/src`. Pure.
 */
import { applyPatch, parsePatch, type StructuredPatch } from "diff"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

export interface Patch {
  readonly sentence: string
  readonly changes: ReadonlyArray<FileChange>
}

interface FileChange {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly diff: StructuredPatch
}

/** The product has changed where the bug was planted, or the patch is no patch. */
export class PatchError extends Schema.TaggedError<PatchError>()("PatchError", { reason: Schema.String }) {
  override get message(): string {
    return `${this.reason} Mend the patch: plant the same bug in the code as it is now.`
  }
}

const folder = "packages/core/src/"

export const read = (text: string): Result.Result<Patch, PatchError> =>
  Result.gen(function*() {
    const fail = (reason: string) => Result.fail(new PatchError({ reason }))
    const sentence = /^# (?<sentence>\S.*)/u.exec(text)?.groups?.["sentence"]
    if (sentence === undefined) return yield* fail("The first line does not say what is wrong.")
    const diffs = yield* Result.try({
      try: () => parsePatch(text),
      catch: (cause) => new PatchError({ reason: `It cannot be read: ${String(cause)}.` })
    })
    const changes: Array<FileChange> = []
    for (const diff of diffs.filter(({ hunks }) => hunks.length > 0)) {
      const path = diff.newFileName ?? ""
      if (!path.startsWith(folder) || path.includes("..")) return yield* fail(`It may only change ${folder}.`)
      changes.push({ path, diff })
    }
    return changes.length === 0 ? yield* fail("It changes nothing.") : { sentence, changes }
  })

/** Every line of a hunk has to be there as it was; where in the file does not matter. */
export const apply = ({ diff, path }: FileChange, text: string): Result.Result<string, PatchError> => {
  const changed = applyPatch(text, diff)
  return changed === false
    ? Result.fail(new PatchError({ reason: `It does not fit ${path} any more.` }))
    : Result.succeed(changed)
}
