/** An answer of the key-value store that is not a success: `{ code, message }`. */
import * as Data from "effect/Data"
import * as Result from "effect/Result"

export class KvsRefusal extends Data.TaggedError("KvsRefusal")<{
  readonly status: number
  readonly code: string
  readonly message: string
}> {}

export const refuse = (status: number, code: string, message: string): Result.Result<never, KvsRefusal> =>
  Result.fail(new KvsRefusal({ status, code, message }))
