/** Files in parts. */
import { assert, describe, it } from "@effect/vitest"
import { AskError } from "../src/api/AskError.ts"
import { gather, type Gathered, type GatherOptions, nothing } from "../src/frame/Gather.ts"

const pages = 3
const page = async (number: number) => ({ text: `page ${number}\n`, next: number === pages ? null : number + 1 })

const noAnswer = new AskError({ _tag: "NoAnswer" })
const gone = new AskError({ _tag: "Refused", reason: "plan.NotFound", message: "Gone.", nextStep: null })

const options = <Cursor>(more: Partial<GatherOptions<Cursor>> = {}): GatherOptions<Cursor> => ({
  signal: new AbortController().signal,
  onPart: () => undefined,
  onWait: () => undefined,
  pauses: [0, 0],
  ...more
})

const textOf = async (blobs: ReadonlyArray<Blob> | null) => blobs === null ? null : await new Blob([...blobs]).text()

const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
    return null
  } catch (error) {
    return error
  }
}

describe("a file in parts", () => {
  it("is put together in order", async () => {
    const counts: Array<number> = []
    const blobs = await gather(page, nothing(1), options({ onPart: ({ parts }) => void counts.push(parts) }))
    assert.strictEqual(await textOf(blobs), "page 1\npage 2\npage 3\n")
    assert.deepStrictEqual(counts, [1, 2, 3])
  })

  it("may begin where nothing is named yet", async () => {
    const named = async (after: string | null) => ({
      text: `${after};`,
      next: after === "b" ? null : after === null ? "a" : "b"
    })
    assert.strictEqual(await textOf(await gather(named, nothing<string | null>(null), options())), "null;a;b;")
  })

  it("is given up between two parts, and then asks for nothing more", async () => {
    const wanted = new AbortController()
    let asked = 0
    const counting = (number: number) => {
      asked++
      if (asked === 2) wanted.abort()
      return page(number)
    }
    assert.isNull(await gather(counting, nothing(1), options({ signal: wanted.signal })))
    assert.strictEqual(asked, 2)
  })

  it("asks again for a part that does not come, and says that it waits", async () => {
    let failures = 2
    let waits = 0
    const shaky = (number: number) => number === 2 && failures-- > 0 ? Promise.reject(noAnswer) : page(number)
    const blobs = await gather(shaky, nothing(1), options({ onWait: () => void waits++ }))
    assert.strictEqual(await textOf(blobs), "page 1\npage 2\npage 3\n")
    assert.strictEqual(waits, 2)
  })

  it("goes on where it stopped", async () => {
    let soFar: Gathered<number> = nothing(1)
    const asked: Array<number> = []
    let isDown = true
    const failing = (number: number) => {
      asked.push(number)
      return isDown && number === 3 ? Promise.reject(noAnswer) : page(number)
    }
    const onPart = (gathered: Gathered<number>) => void (soFar = gathered)
    assert.strictEqual(await rejection(gather(failing, soFar, options({ onPart }))), noAnswer)
    assert.deepStrictEqual(asked, [1, 2, 3, 3, 3])
    isDown = false
    assert.strictEqual(await textOf(await gather(failing, soFar, options({ onPart }))), "page 1\npage 2\npage 3\n")
    assert.deepStrictEqual(asked, [1, 2, 3, 3, 3, 3])
  })

  it("does not ask again for what the app refuses", async () => {
    let asked = 0
    const refusing = () => {
      asked++
      return Promise.reject(gone)
    }
    assert.strictEqual(await rejection(gather(refusing, nothing(1), options())), gone)
    assert.strictEqual(asked, 1)
  })

  it("does not wait for a part once it is given up", async () => {
    const wanted = new AbortController()
    const never = gather(() => Promise.reject(noAnswer), nothing(1), {
      ...options({ signal: wanted.signal, onWait: () => wanted.abort() }),
      pauses: [3_600_000]
    })
    assert.strictEqual(await rejection(never), noAnswer)
  })
})
