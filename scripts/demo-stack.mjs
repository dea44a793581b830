import { createWriteStream, existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { demoAccounts, demoKeys, demoSettings } from './demo-settings.mjs'
import { isPortFree, nextFreePort } from './free-port.mjs'
import { inProject, projectRoot } from './project-root.mjs'
import { startApp } from './start-app.mjs'
import { startSimulator } from './start-simulator.mjs'
import { beforeStop, isStopping, stopAndExit } from './stopping.mjs'

const DEFAULT_PORT = 3000
const LOG_LIMIT = 5_000_000

/** Simulator and app together, until one of them ends or we are told to stop. */
export async function runDemoStack({ mode, folder, echo = false }) {
  const port = await choosePort()
  const dataDir = inProject('.data', folder)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const logPath = join(dataDir, 'log.txt')
  const log = openLog(logPath)
  const onOutput = (chunk) => {
    log.write(chunk)
    if (echo) process.stdout.write(chunk)
  }

  const simulator = await started(startSimulator({ keys: demoKeys, onOutput: (chunk) => log.write(chunk) }))
  const accounts = await demoAccounts(simulator.controlUrl)
  const env = demoSettings({ dataDir, gatewayUrl: simulator.url, accounts })
  const app = await started(startApp({ mode, port, env, onOutput }))
  const shownLog = relative(projectRoot, logPath)
  stopBothWhenOneEnds([simulator.child, app.child], shownLog)
  return { url: app.url, accounts, logPath: shownLog, controlUrl: simulator.controlUrl }
}

/** Appends, because a second demo that is about to be refused must not wipe the log of the first. */
function openLog(path) {
  const isLong = existsSync(path) && statSync(path).size > LOG_LIMIT
  return createWriteStream(path, { flags: isLong ? 'w' : 'a', mode: 0o600 })
}

async function choosePort() {
  const asked = process.env.PORT
  if (!asked) return nextFreePort(DEFAULT_PORT)
  const port = Number(asked)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error('PORT must be a number from 1 to 65535.')
  }
  if (await isPortFree(port)) return port
  throw new Error(`Port ${port} is taken. Choose another PORT, or leave it out to get the next free one.`)
}

async function started(starting) {
  const part = await starting
  beforeStop(() => part.child.stop())
  return part
}

function stopBothWhenOneEnds(children, logPath) {
  for (const child of children) {
    child.exited.then(({ code, signal }) => {
      if (isStopping()) return
      const how = signal ?? `exit code ${code}`
      console.error(`\n${capitalized(child.name)} ended (${how}); stopping the rest. The log is ${logPath}.`)
      return stopAndExit(1)
    })
  }
}

function capitalized(text) {
  return text[0].toUpperCase() + text.slice(1)
}
