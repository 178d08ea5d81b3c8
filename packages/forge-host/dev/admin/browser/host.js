// What Jira does around the page: answers its bridge, and shows its flags. Beside it, what only a simulation can do.
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

const theme = { mode: query.get("theme") ?? "light" }
const applyTheme = () => {
  for (const { documentElement } of [document, page.contentDocument]) {
    documentElement.dataset.colorMode = theme.mode
    documentElement.dataset.theme =
      "light:light dark:dark spacing:spacing typography:typography shape:shape motion:motion"
  }
}
document.getElementById("theme").addEventListener("click", (event) => {
  theme.mode = theme.mode === "dark" ? "light" : "dark"
  event.target.textContent = theme.mode === "dark" ? "Light theme" : "Dark theme"
  applyTheme()
})

const flags = document.getElementById("flags")
const answers = {
  enableTheming: () => {
    const { document: inner } = page.contentWindow
    const link = inner.createElement("link")
    link.rel = "stylesheet"
    link.href = "/theme.css"
    inner.head.append(link)
    applyTheme()
  },
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

const answer = async ({ id, op, payload }, source) => {
  try {
    const result = op in answers ? await answers[op](payload) : await post("/bridge", { op, payload })
    source.postMessage({ kind: "bridge-answer", id, result }, "*")
  } catch (error) {
    source.postMessage({ kind: "bridge-answer", id, error: String(error) }, "*")
  }
}
window.addEventListener("message", ({ data, source }) => {
  if (source === page.contentWindow && data?.kind === "bridge-request") void answer(data, source)
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
page.src = "/app/index.html"
