import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { isCommand } from './is-command.mjs'
import { inPackage } from './project-root.mjs'
import { runStep } from './run-step.mjs'

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium for the tests, installing one when there is none. */
export async function findBrowser() {
  const given = process.env.CHROME_PATH
  if (given) {
    if (answers(given)) return given
    throw new Error(`CHROME_PATH is ${given}, which does not run. Correct it or unset it.`)
  }
  return systemBrowser() ?? (await playwrightBrowser()) ?? (await installBrowser())
}

function systemBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...candidates, ...macPaths].find((path) => existsSync(path) && answers(path))
}

/** Ubuntu's `chromium-browser` can be a note about snap: only what tells its version is a browser. */
function answers(path) {
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

async function installBrowser() {
  const isRoot = process.getuid?.() === 0
  if (isRoot && isDebian()) {
    console.log('No browser found. Installing the system package chromium with apt-get …')
    await aptInstallChromium()
    return systemBrowser() ?? fail('apt-get installed chromium, but it does not run.')
  }
  console.log("No browser found. Installing Playwright's Chromium …")
  // System libraries are only ours to install as root.
  const args = isRoot ? ['install', '--with-deps', 'chromium'] : ['install', 'chromium']
  await mustRun(process.execPath, [inPackage('@playwright/test/cli'), ...args])
  return (await playwrightBrowser()) ?? fail('Playwright installed Chromium, but it is not there.')
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** Package lists may be missing or too old for what the mirror still has: then they are read again, once. */
async function aptInstallChromium() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
  if (aptKnowsChromium() && (await runStep('apt-get', args, { env })).code === 0) return
  await mustRun('apt-get', ['update', '-qq'], env)
  await mustRun('apt-get', args, env)
}

function aptKnowsChromium() {
  const policy = spawnSync('apt-cache', ['policy', 'chromium'], { encoding: 'utf8' })
  return /Candidate: (?!\(none\))/.test(policy.stdout ?? '')
}

async function mustRun(command, args, env) {
  const { code } = await runStep(command, args, { env })
  if (code !== 0) fail('No browser could be installed. Install Chromium, or set CHROME_PATH to one.')
}

function fail(sentence) {
  throw new Error(sentence)
}

if (isCommand(import.meta.url)) {
  try {
    console.log(await findBrowser())
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
