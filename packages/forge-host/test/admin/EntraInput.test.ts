import { assert, describe, it } from "@effect/vitest"
import type { AdminFailure } from "@entra-assets/forge-host/admin/AdminError"
import * as EntraInput from "@entra-assets/forge-host/admin/EntraInput"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"

const guid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
const otherGuid = "8d0f0f6a-3c3e-4a55-9c39-6c1f1d3c7e11"

const nothing: EntraInput.Present = { entra: null, hasSecret: false }
const stored: EntraInput.Present = {
  entra: { cloud: "global", tenantId: "contoso.com", clientId: guid, secretExpiresOn: "2026-01-31" },
  hasSecret: true
}

const typed: EntraInput.Typed = {
  cloud: "global",
  tenantId: "contoso.com",
  clientId: guid,
  clientSecret: "abc8Q~value",
  secretExpiresOn: null
}

const fields = ({ error }: AdminFailure) => error._tag === "InvalidInput" ? error.fields : {}

const checked = (change: Partial<EntraInput.Typed>, present = nothing) =>
  Effect.andThen(
    TestClock.setTime(Date.parse("2026-11-28T12:00:00Z")),
    EntraInput.check({ ...typed, ...change }, present)
  )

/** The message for each field that is wrong. */
const messages = (change: Partial<EntraInput.Typed>, present = nothing) =>
  Effect.map(Effect.flip(checked(change, present)), fields)

describe("what can be used", () => {
  it.effect("a tenant by its GUID or by a domain, whatever surrounds what was pasted", () =>
    Effect.gen(function*() {
      for (const tenantId of [guid, "contoso.com", "contoso.onmicrosoft.com", "xn--bcher-kva.de"]) {
        for (const pasted of [` ${tenantId}\n`, tenantId.toUpperCase()]) {
          assert.strictEqual((yield* checked({ tenantId: pasted })).entra.tenantId, tenantId)
        }
      }
      const { clientSecret, entra } = yield* checked({ clientId: `\t${guid} `, clientSecret: " abc8Q~value\n" })
      assert.strictEqual(entra.clientId, guid)
      assert.strictEqual(clientSecret, "abc8Q~value")
    }))

  it.effect("no secret, when one is stored for this client ID", () =>
    Effect.gen(function*() {
      const { clientSecret: _, ...withoutSecret } = typed
      const { clientSecret } = yield* EntraInput.check({ ...withoutSecret, tenantId: "fabrikam.com" }, stored)
      assert.isNull(clientSecret)
    }))

  it.effect("a day that is today somewhere on earth; and the one that is stored, though it has passed", () =>
    Effect.gen(function*() {
      for (const secretExpiresOn of ["2026-11-28", "2028-02-29"]) {
        assert.strictEqual((yield* checked({ secretExpiresOn })).entra.secretExpiresOn, secretExpiresOn)
      }
      yield* checked({ secretExpiresOn: "2026-01-31" }, stored)
    }))
})

describe("what is said of", () => {
  it.effect("a tenant that is neither, or no tenant in particular", () =>
    Effect.gen(function*() {
      for (
        const tenantId of [
          "common",
          "organizations",
          "consumers",
          "",
          "contoso",
          "https://contoso.com",
          "ada@contoso.com",
          "-a.com",
          "a..com",
          `${guid}0`
        ]
      ) {
        const found = yield* messages({ tenantId })
        assert.deepStrictEqual(found, {
          tenantId: `Enter the Directory (tenant) ID, or a domain of the tenant such as "contoso.com".`
        }, tenantId)
      }
    }))

  it.effect("a client ID that is no GUID, and a cloud that is not offered", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* messages({ clientId: "my app", cloud: "china" }), {
        cloud: "Choose one of the clouds that are offered.",
        clientId: "Enter the Application (client) ID, as the overview of the app registration shows it."
      })
    }))

  it.effect("a secret that is empty, that is too long, that is its id, that was never given, that is another registration's", () =>
    Effect.gen(function*() {
      const { clientSecret: _, ...withoutSecret } = typed
      const of = (given: EntraInput.Typed, present: EntraInput.Present) =>
        Effect.map(Effect.flip(EntraInput.check(given, present)), (failure) => fields(failure)["clientSecret"])
      assert.strictEqual(yield* of({ ...typed, clientSecret: "  " }, stored), "Paste the secret's Value.")
      yield* checked({ clientSecret: "x".repeat(200) })
      assert.strictEqual(
        yield* of({ ...typed, clientSecret: "x".repeat(201) }, nothing),
        "A secret's Value has at most 200 characters. Paste the Value alone."
      )
      assert.strictEqual(
        yield* of({ ...typed, clientSecret: otherGuid }, nothing),
        `This is the secret's "Secret ID". Paste its Value instead.`
      )
      assert.strictEqual(yield* of(withoutSecret, nothing), "Paste the secret's Value: none is stored yet.")
      assert.strictEqual(
        yield* of({ ...withoutSecret, clientId: otherGuid }, stored),
        "The stored secret belongs to another client ID. Paste the Value of one of this app registration."
      )
    }))

  it.effect("a day that is none, or has passed", () =>
    Effect.gen(function*() {
      const none = { secretExpiresOn: "Enter the day as YYYY-MM-DD, such as 2027-03-31." }
      for (const secretExpiresOn of ["", "31.03.2027", "2027-02-31", "2027-13-01", "2027-3-1", "+02027-03-31"]) {
        assert.deepStrictEqual(yield* messages({ secretExpiresOn }), none, secretExpiresOn)
      }
      assert.deepStrictEqual(yield* messages({ secretExpiresOn: "2025-03-31" }), {
        secretExpiresOn: "This day has passed. Create a new secret and enter the day on which it expires."
      })
    }))
})
