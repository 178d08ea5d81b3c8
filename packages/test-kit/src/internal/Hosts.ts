/** Finds the simulator of a host, for adapters that serve several. */
import type { Simulator } from "../Simulator.ts"

export const byHost = (simulators: ReadonlyArray<Simulator>): (host: string) => Simulator | undefined => {
  const hosts = new Map(simulators.flatMap((simulator) => simulator.hosts.map((host) => [host, simulator] as const)))
  return (host) => hosts.get(host)
}

export const unknownHost = (host: string): string => `no simulator answers for the host ${host}`

export const broken = "the connection broke before an answer came"
