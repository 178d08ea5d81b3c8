/**
 * Gets a checkout ready with nothing but Node >= 20 and npm: the Node that the project needs, pnpm, the dependencies.
 * What is ready is noted under node_modules, so a second run does no set-up again. Output goes to stderr only.
 */
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { constants } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))
export const stampFile = join(root, "node_modules", ".entra-assets-setup.json")

const nodePackage = "node@24.21.0"
const pnpmPackage = "pnpm@12.21.0"

/** Node 22.19 and later, 24, and 26 and later: what effect and vitest accept. */
const isSupported = (version) => {
  const [major, minor] = version.split(".").map(Number)
  return (major === 22 && minor >= 19) || major === 24 || major >= 26
}

/** Changes whenever the installed dependencies would. */
export const lockDigest = () => createHash("sha256").update(readFileSync(join(root, "pnpm-lock.yaml"))).digest("hex")

const signals = ["SIGINT", "SIGTERM", "SIGHUP"]

/** Runs a command to its end; resolves to its exit code (128 + number for a signal). */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options })
    // The child ends in its own way, and its code is passed on. Ctrl-C reaches it anyway, `kill` only us.
    const forward = (signal) => child.kill(signal)
    for (const signal of signals) process.on(signal, forward)
    // npm's shell passes nothing on. When it is gone, nobody waits for the child any more.
    const parent = process.ppid
    const orphaned = setInterval(() => process.ppid === parent || forward("SIGINT"), 200)
    child.once("error", reject)
    child.once("close", (code, signal) => {
      clearInterval(orphaned)
      for (const signal of signals) process.off(signal, forward)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })

const readStamp = () => {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"))
  } catch {
    return undefined
  }
}

const isReady = (stamp) => stamp !== undefined && stamp.lockDigest === lockDigest() && existsSync(stamp.node)

/** npm's own command line, also where `npm` is not a program that can be spawned directly (Windows). */
const npm = (args) =>
  process.env.npm_execpath?.endsWith(".js") === true
    ? [process.execPath, [process.env.npm_execpath, ...args]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", args]

/** Returns the Node to run the project with, and an environment in which its tools are found. */
export const prepare = async () => {
  if (!isReady(readStamp())) {
    const packages = isSupported(process.versions.node) ? [pnpmPackage] : [nodePackage, pnpmPackage]
    console.error(`Setting up (${packages.join(", ")}, dependencies) ...`)
    const flags = packages.flatMap((name) => ["--package", name])
    const [command, args] = npm(["exec", "--yes", ...flags, "--", "node", join(root, "scripts", "setup.mjs")])
    const code = await run(command, args, { stdio: ["ignore", 2, 2], shell: command.endsWith(".cmd") })
    if (code !== 0 || !isReady(readStamp())) {
      console.error("The set-up did not finish. Check the connection to the npm registry, then run the command again.")
      process.exit(code === 0 ? 1 : code)
    }
  }
  const { node } = readStamp()
  const path = [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter)
  return { node, env: { ...process.env, PATH: path } }
}
