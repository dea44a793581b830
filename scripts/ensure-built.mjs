import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './ensure-installed.mjs'
import { isCommand } from './is-command.mjs'
import { kib, LIST_PAGE_LIMIT_KIB, measureListPage, overLimit, totalBytes } from './page-script.mjs'
import { inPackage, inProject, projectRoot } from './project-root.mjs'
import { runStep } from './run-step.mjs'

const stampPath = inProject('.next', 'built-from')
const folders = ['app', 'components', 'lib', 'messages', 'public']
const rootFile = /^(package(-lock)?\.json|tsconfig\.json|\.env(\..+)?|[\w.-]+\.(ts|tsx|js|mjs|cjs))$/
const irrelevant = [
  /\.(test|spec)\.tsx?$/,
  /^lib\/simulator\//,
  /^public\/screenshot\.png$/,
  /^(vitest|playwright|drizzle)\.config\./,
  /^next-env\.d\.ts$/,
  /^\.env\.example$/,
]

/** Builds the app when something that goes into it has changed. `quiet` shows the build only when it fails. */
export async function ensureBuilt({ always = false, quiet = false } = {}) {
  const sources = hashOfSources()
  if (!always && isBuiltFrom(sources)) return
  if (quiet) console.log('Building the app …')
  rmSync(stampPath, { force: true })
  const build = await runStep(process.execPath, [inPackage('next/dist/bin/next'), 'build'], {
    env: { NEXT_TELEMETRY_DISABLED: '1' },
    quiet,
  })
  if (build.code !== 0) {
    if (quiet) process.stderr.write(build.output)
    console.error('The build failed: Next.js says why above.')
    process.exit(build.code)
  }
  keepToScriptLimit({ quiet })
  mkdirSync(inProject('.next'), { recursive: true })
  writeFileSync(stampPath, sources)
}

/** A build that makes the list page too heavy is no build: without its stamp nothing takes it for one. */
function keepToScriptLimit({ quiet }) {
  const files = measureListPage()
  const complaint = overLimit(files)
  if (complaint !== null) {
    console.error(`The build failed. ${complaint}`)
    process.exit(1)
  }
  if (quiet) return
  const size = kib(totalBytes(files))
  console.log(
    `\nScript of the list page: ${size} in ${files.length} files, gzip (limit ${LIST_PAGE_LIMIT_KIB} KiB)`,
  )
}

export function hasBuild() {
  return existsSync(inProject('.next', 'BUILD_ID'))
}

function isBuiltFrom(sources) {
  return hasBuild() && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === sources
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const path of sourceFiles()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update('\0')
  }
  return `${hash.digest('hex')}\n`
}

function sourceFiles() {
  const inRoot = readdirSync(projectRoot).filter((name) => rootFile.test(name))
  return [...inRoot, ...folders.flatMap(filesUnder)]
    .filter((path) => !irrelevant.some((pattern) => pattern.test(path)))
    .sort()
}

function filesUnder(folder) {
  if (!existsSync(inProject(folder))) return []
  return readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

if (isCommand(import.meta.url)) {
  await ensureInstalled()
  await ensureBuilt({ always: process.argv.includes('--always') })
}
