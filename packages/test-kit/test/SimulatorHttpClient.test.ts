import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Faults from "../src/Faults.ts"
import * as Respond from "../src/Respond.ts"
import type { Simulator } from "../src/Simulator.ts"
import * as SimulatorHttpClient from "../src/SimulatorHttpClient.ts"

/** Answers with what it was asked. */
const echo = (host: string): Simulator => ({
  hosts: [host],
  handle: (request) =>
    request.url.endsWith("/broken")
      ? Effect.succeed(Respond.networkError())
      : Effect.map(
        Effect.promise(() => request.text()),
        (body) =>
          Respond.json(200, {
            url: request.url,
            method: request.method,
            type: request.headers.get("content-type"),
            body
          })
      )
})

const simulators = SimulatorHttpClient.layer([echo("one.example"), echo("two.example")])

it.effect("routes by host, with method, query, headers and body", () =>
  Effect.gen(function*() {
    const response = yield* HttpClientRequest.post("https://two.example/path").pipe(
      HttpClientRequest.setUrlParam("q", "a b"),
      HttpClientRequest.bodyUrlParams({ name: "value" }),
      HttpClient.execute
    )
    assert.deepStrictEqual(yield* response.json, {
      url: "https://two.example/path?q=a+b",
      method: "POST",
      type: "application/x-www-form-urlencoded",
      body: "name=value"
    })
  }).pipe(Effect.provide(simulators)))

it.effect("an unknown host is a transport error that names it", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(HttpClient.get("https://three.example/"))
    assert.strictEqual(error.reason._tag, "TransportError")
    assert.include(error.message, "three.example")
  }).pipe(Effect.provide(simulators)))

it.effect("a body that breaks off fails the read of it", () =>
  Effect.gen(function*() {
    const faults = Faults.make()
    faults.add({ behave: Faults.cut })
    const { handle, hosts } = echo("one.example")
    const client = SimulatorHttpClient.make([{ hosts, handle: faults.guard(handle) }])
    const response = yield* client.get("https://one.example/")
    assert.strictEqual((yield* Effect.flip(response.text))._tag, "HttpClientError")
  }))

it.effect("so is an answer that was lost", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(HttpClient.get("https://one.example/broken"))
    assert.strictEqual(error.reason._tag, "TransportError")
  }).pipe(Effect.provide(simulators)))
