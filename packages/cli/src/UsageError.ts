/** Something that the person who called the command can put right. The message is one line: what and what to do. */
import * as Schema from "effect/Schema"

export class UsageError extends Schema.TaggedError<UsageError>()("UsageError", { message: Schema.String }) {}
