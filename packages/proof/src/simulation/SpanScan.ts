/** Reads what every span says when it ends: its name, its attributes and its failure (invariant 11). */
import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import * as Tracer from "effect/Tracer"
import { pretty } from "./LogScan.ts"

export const make = (scan: (text: string) => void): Tracer.Tracer => {
  class Scanned extends Tracer.NativeSpan {
    override end(endTime: bigint, exit: Exit.Exit<unknown, unknown>): void {
      if (this.attributes.size > 0) scan(JSON.stringify([this.name, ...this.attributes.values()]))
      if (Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause)) scan(pretty(exit.cause))
      super.end(endTime, exit)
    }
  }
  return Tracer.make({ span: (options) => new Scanned(options) })
}
