// Forge's side of the bridge inside the frame: carries each call to the site around it, and keeps the address.
;(() => {
  const waiting = new Map()
  let last = 0
  addEventListener("message", ({ data }) => {
    if (data?.kind !== "bridge-answer") return
    const { resolve, reject } = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error === undefined) resolve(data.result)
    else reject(new Error(data.error))
  })
  const ask = (op, payload) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      parent.postMessage({ kind: "bridge-request", id: last, op, payload }, "*")
    })

  const read = () => ({ pathname: parent.location.hash.slice(1) || "/", search: "", hash: "", state: null, key: "" })
  const createHistory = () => {
    const listeners = new Set()
    const tell = (action) => {
      history.action = action
      history.location = read()
      for (const listener of listeners) listener(history.location, action)
    }
    const history = {
      action: "POP",
      location: read(),
      // The frame is sandboxed, so it may not set the address itself.
      push: (path) => {
        parent.history.pushState(null, "", `#${path}`)
        tell("PUSH")
      },
      replace: (path) => {
        parent.history.replaceState(null, "", `#${path}`)
        tell("REPLACE")
      },
      go: (steps) => parent.history.go(steps),
      goBack: () => parent.history.back(),
      goForward: () => parent.history.forward(),
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      }
    }
    parent.addEventListener("hashchange", () => tell("POP"))
    return history
  }
  window.__bridge = {
    callBridge: (op, payload) => (op === "createHistory" ? Promise.resolve(createHistory()) : ask(op, payload))
  }
})()
