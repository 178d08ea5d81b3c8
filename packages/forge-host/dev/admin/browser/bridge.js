// Forge's side of the bridge inside the frame: carries each call to the site around it, and keeps address and theme.
// The site is of another origin, as Jira is: the two can only send each other messages.
;(() => {
  const waiting = new Map()
  let last = 0
  const ask = (op, payload) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      parent.postMessage({ kind: "bridge-request", id: last, op, payload }, "*")
    })

  const address = (path) => ({ pathname: path, search: "", hash: "", state: null, key: "" })
  const histories = new Set()
  const createHistory = async () => {
    const listeners = new Set()
    const move = (path, action) => {
      history.action = action
      history.location = address(path)
      for (const listener of listeners) listener(history.location, action)
    }
    const history = {
      action: "POP",
      location: address(await ask("address")),
      // The frame is sandboxed, so it may not set the address itself.
      push: (path) => {
        void ask("push", path)
        move(path, "PUSH")
      },
      replace: (path) => {
        void ask("replace", path)
        move(path, "REPLACE")
      },
      go: (steps) => void ask("go", steps),
      goBack: () => history.go(-1),
      goForward: () => history.go(1),
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      }
    }
    histories.add(move)
    return history
  }

  const wear = (mode) => {
    document.documentElement.dataset.colorMode = mode
    document.documentElement.dataset.theme =
      "light:light dark:dark spacing:spacing typography:typography shape:shape motion:motion"
  }
  const enableTheming = async () => {
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = "/theme.css"
    document.head.append(link)
    wear(await ask("theme"))
  }

  const hear = {
    "bridge-answer": ({ id, result, error }) => {
      const { resolve, reject } = waiting.get(id)
      waiting.delete(id)
      if (error === undefined) resolve(result)
      else reject(new Error(error))
    },
    address: ({ path }) => histories.forEach((move) => move(path, "POP")),
    theme: ({ mode }) => wear(mode)
  }
  addEventListener("message", ({ data, source }) => {
    if (source === parent) hear[data?.kind]?.(data)
  })

  const own = { createHistory, enableTheming }
  window.__bridge = { callBridge: (op, payload) => (op in own ? own[op]() : ask(op, payload)) }
})()
