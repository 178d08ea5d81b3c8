/**
 * Gets a checkout ready with nothing but Node >= 20 and npm: the Node that the project needs, pnpm, and the dependencies
 * of what is to run. What is ready is noted under node_modules, so a second run does no set-up again. Output goes to
 * stderr only.
 */
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { constants } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))
const stampFile = join(root, "node_modules", ".entra-assets-setup.json")

/** All packages with the tools to develop them; Forge's alone are larger than what `npm start` needs. */
export const everything = "everything"

const nodePackage = "node@24.21.0"
const pnpmPackage = "pnpm@12.21.0"

/** Node 22.19 and later, 24, and 26 and later: what effect and vitest accept. */
const isSupported = (version) => {
  const [major, minor] = version.split(".").map(Number)
  return (major === 22 && minor >= 19) || major === 24 || major >= 26
}

/** Changes whenever the installed dependencies would. */
const lockDigest = () => createHash("sha256").update(readFileSync(join(root, "pnpm-lock.yaml"))).digest("hex")

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

/** The Node to run with, and for which packages of ours all is installed. */
const readStamp = () => {
  try {
    const { installed, lockDigest: installedFrom, node } = JSON.parse(readFileSync(stampFile, "utf8"))
    return installedFrom === lockDigest() && existsSync(node) ? { node, installed } : { installed: [] }
  } catch {
    return { installed: [] }
  }
}

/** Notes that all is installed that a package of ours needs, or `everything`. */
export const noteReady = (name) => {
  const installed = [...new Set([...readStamp().installed, name])]
  writeFileSync(stampFile, JSON.stringify({ node: process.execPath, lockDigest: lockDigest(), installed }))
}

const isReady = (name) => readStamp().installed.some((each) => each === name || each === everything)

/** npm's own command line, also where `npm` is not a program that can be spawned directly (Windows). */
const npm = (args) =>
  process.env.npm_execpath?.endsWith(".js") === true
    ? [process.execPath, [process.env.npm_execpath, ...args]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", args]

/**
 * Installs what a package of ours needs, or `everything`. Returns the Node to run the project with, and an environment
 * in which its tools are found.
 */
export const prepare = async (name) => {
  if (!isReady(name)) {
    const packages = isSupported(process.versions.node) ? [pnpmPackage] : [nodePackage, pnpmPackage]
    console.error(`Setting up (${packages.join(", ")}, dependencies) ...`)
    const flags = packages.flatMap((name) => ["--package", name])
    const [command, args] = npm(["exec", "--yes", ...flags, "--", "node", join(root, "scripts", "setup.mjs"), name])
    const code = await run(command, args, { stdio: ["ignore", 2, 2], shell: command.endsWith(".cmd") })
    if (code !== 0 || !isReady(name)) {
      console.error("The set-up did not finish. Check the connection to the npm registry, then run the command again.")
      process.exit(code === 0 ? 1 : code)
    }
  }
  const { node } = readStamp()
  const path = [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter)
  return { node, env: { ...process.env, PATH: path } }
}
