import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { isCommand } from './is-command.mjs'
import { inProject } from './project-root.mjs'
import { runStep } from './run-step.mjs'

const stampPath = inProject('node_modules', '.installed-from')

/** Installs exactly what package-lock.json says, unless that is what node_modules holds already. */
export async function ensureInstalled() {
  const stamp = expectedStamp()
  if (readIfThere(stampPath) === stamp) return
  const isComplete = matchesLock()
  if (!isComplete) await install()
  writeFileSync(stampPath, stamp)
}

function expectedStamp() {
  const lock = createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex')
  return `${lock} ${process.platform} ${process.arch}\n`
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** True after an `npm ci` by hand: npm keeps its own note of what it installed. */
function matchesLock() {
  const note = readIfThere(inProject('node_modules', '.package-lock.json'))
  if (note === undefined) return false
  const installed = JSON.parse(note).packages
  const wanted = Object.entries(JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages)
  return wanted.every(([path, { version, optional }]) => {
    if (path === '') return true
    return installed[path] ? installed[path].version === version : optional === true
  })
}

async function install() {
  const isFirst = !existsSync(inProject('node_modules'))
  console.log(
    isFirst
      ? 'Installing packages (first run) …'
      : 'Installing packages (node_modules differs from package-lock.json) …',
  )
  // `npm run` says where its own npm is; a bare `node scripts/…` takes the one on the PATH.
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const { code } = await runStep(command, [...first, ...args])
  if (code === 0) return
  console.error('Installing failed: npm says why above.')
  process.exit(code)
}

if (isCommand(import.meta.url)) await ensureInstalled()
