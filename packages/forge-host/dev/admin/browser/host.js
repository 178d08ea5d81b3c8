// What Jira does around the page: gives it its frame, answers its bridge, and shows its flags. Beside it, what only a
// simulation can do.
const page = document.getElementById("page")
const query = new URLSearchParams(location.search)
const user = query.get("user") ?? ""
const post = async (path, body) => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user, ...body })
  })
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}
const tell = (message) => page.contentWindow.postMessage(message, "*")

const theme = { mode: query.get("theme") ?? "light" }
const wear = () => {
  const { dataset } = document.documentElement
  dataset.colorMode = theme.mode
  dataset.theme = "light:light dark:dark spacing:spacing typography:typography shape:shape motion:motion"
}
wear()
document.getElementById("theme").addEventListener("click", (event) => {
  theme.mode = theme.mode === "dark" ? "light" : "dark"
  event.target.textContent = theme.mode === "dark" ? "Light theme" : "Dark theme"
  wear()
  tell({ kind: "theme", mode: theme.mode })
})

const address = () => location.hash.slice(1) || "/"
addEventListener("hashchange", () => tell({ kind: "address", path: address() }))

const flags = document.getElementById("flags")
const answers = {
  address,
  push: (path) => history.pushState(null, "", `#${path}`),
  replace: (path) => history.replaceState(null, "", `#${path}`),
  go: (steps) => history.go(steps),
  theme: () => theme.mode,
  emitReadyEvent: () => undefined,
  changeWindowTitle: (title) => void (document.title = title),
  showFlag: ({ title, description }) => {
    const flag = document.createElement("p")
    flag.textContent = [title, description].filter(Boolean).join(": ")
    flags.append(flag)
    setTimeout(() => flag.remove(), 8000)
    return true
  },
  closeFlag: () => true,
  navigate: ({ url, type }) => {
    if (type === "new-tab") window.open(url, "_blank", "noopener")
    else location.assign(url)
  }
}

const answer = async ({ id, op, payload }) => {
  try {
    const result = op in answers ? await answers[op](payload) : await post("/bridge", { op, payload })
    tell({ kind: "bridge-answer", id, result })
  } catch (error) {
    tell({ kind: "bridge-answer", id, error: String(error) })
  }
}
addEventListener("message", ({ data, source }) => {
  if (source === page.contentWindow && data?.kind === "bridge-request") void answer(data)
})

const clock = document.getElementById("clock")
const control = async (action) => {
  const { now, portal } = await post("/control", { action })
  clock.textContent = new Date(now).toLocaleString()
  return portal
}
for (const button of document.querySelectorAll("button[data-action]")) {
  button.addEventListener("click", () => void control(button.dataset.action))
}

const portal = await control()
document.getElementById("portal").innerHTML = portal.map(() => "<dt></dt><dd></dd>").join("")
document.querySelectorAll("#portal dt").forEach((term, index) => (term.textContent = portal[index][0]))
document.querySelectorAll("#portal dd").forEach((value, index) => (value.textContent = portal[index][1]))
setInterval(() => {
  if (document.visibilityState === "visible") void control()
}, 2000)

// Jira's frame grows with the page in it, and Jira's own page scrolls. `frame=fixed` has the page scroll in its frame;
// `measuredBy` is one of iframe-resizer's ways to measure the page, since nobody says which one is Jira's.
const isFixed = query.get("frame") === "fixed"
document.body.dataset.frame = isFixed ? "fixed" : "grown"
const other = document.getElementById("frame")
other.textContent = isFixed ? "Frame that grows" : "Frame of fixed height"
other.addEventListener("click", () => {
  query.set("frame", isFixed ? "grown" : "fixed")
  location.search = query
})
// The page is of another origin and site than Jira, as it is on Forge's CDN; the server answers to both names.
const otherName = location.hostname === "localhost" ? "127.0.0.1" : "localhost"
page.src = `${location.protocol}//${otherName}:${location.port}/app/index.html`
if (!isFixed) {
  iFrameResize({ checkOrigin: false, heightCalculationMethod: query.get("measuredBy") ?? "bodyOffset" }, page)
}
