/**
 * One step of what `forge deploy` does, without a login and without the network: `node forge.cjs manifest`, `lint` or
 * `bundle DIRECTORY`, with the app's root as working directory. Writes one line of JSON as the last line of its output.
 * It is CommonJS because the bundler refuses to run where there is no `require.main`.
 */
"use strict"

const { cpSync, readdirSync, rmSync } = require("node:fs")
const path = require("node:path")

/** What a person reads: where it is, and what is wrong. */
const problem = (file) => ({ column, level, line, message }) => ({ level, message: `${file}:${line}:${column} ${message}` })

const manifest = async () => {
  const { ProcessorBuilder, ValidationTypes } = require("@forge/manifest")
  const processor = ProcessorBuilder.instance()
    .withValidation(ValidationTypes.FULL)
    .withOptions({ deprecatedRuntimes: [] })
    .build()
  const { errors = [] } = await processor.process()
  return errors.map(problem("manifest.yml"))
}

/** The linter loads Jira's API descriptions to judge literal paths; ours are not literal, so empty ones will do. */
const withoutSwagger = () => {
  process.env.USE_LOCAL_SWAGGER = "1"
  for (const product of ["CONF", "CONF_V2", "JIRA", "JSM", "JSW", "BB"]) {
    process.env[`LOCAL_${product}_SWAGGER`] = path.join(__dirname, "no-swagger.json")
  }
}

const readManifest = () => {
  const { ConfigFile, FileSystemReader, FileSystemWriter } = require("@forge/cli-shared")
  return new ConfigFile(new FileSystemReader(), new FileSystemWriter())
}

const silent = { debug() {}, error() {}, info() {}, trace() {}, warn() {} }

const lint = async () => {
  withoutSwagger()
  const forge = require("@forge/lint")
  const results = await forge.lint(
    readdirSync("src").map((file) => `src/${file}`),
    await readManifest().readConfig(),
    "production",
    silent,
    { getDeprecatedRuntimes: () => Promise.resolve([]) },
    { linter: { mode: "client-side" } }
  )
  return results.flatMap(({ errors, file, warnings }) => [
    ...errors.map((found) => problem(file)({ ...found, level: "error" })),
    ...warnings.map((found) => problem(file)({ ...found, level: "warning" }))
  ])
}

/** Stands in for the part of the runtime that the Forge CLI downloads and packs beside the app's code. */
const noRuntime = {
  getNodeRuntimeWrapper: () => Promise.resolve({ script: "// Forge's own runtime", source: "local", version: "local" }),
  getNodeRuntimeLoader: () => Promise.resolve(undefined)
}

const bundle = async (directory) => {
  const { getEntryPoints, getNodeBundler } = require("@forge/bundler")
  const config = readManifest()
  const warnings = []
  const logger = { ...silent, warn: (message) => warnings.push({ level: "warning", message }) }
  try {
    const { outputDir } = await getNodeBundler(logger, noRuntime, config).bundle({
      appDirectory: process.cwd(),
      entryPoints: getEntryPoints(await config.getAppHandlers())
    })
    rmSync(directory, { recursive: true, force: true })
    cpSync(outputDir, directory, { recursive: true })
    rmSync(outputDir, { recursive: true, force: true })
    return warnings
  } catch (error) {
    return [...warnings, { level: "error", message: error instanceof Error ? error.message : String(error) }]
  }
}

const steps = { bundle, lint, manifest }

const [step, directory] = process.argv.slice(2)
steps[step](directory).then((problems) => process.stdout.write(`\n${JSON.stringify(problems)}\n`))
