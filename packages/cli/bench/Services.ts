/** What the simulators' process tells about itself in its one line of output. */
import * as Schema from "effect/Schema"

export const Services = Schema.Struct({
  baseUrls: Schema.Record(Schema.String, Schema.String),
  tenantId: Schema.String,
  clientId: Schema.String,
  clientSecret: Schema.String,
  cloudId: Schema.String,
  accessToken: Schema.String,
  objectAllowance: Schema.Int
})
export type Services = typeof Services.Type

const Line = Schema.fromJsonString(Services)
export const encode = Schema.encodeEffect(Line)
export const decode = Schema.decodeUnknownEffect(Line)
