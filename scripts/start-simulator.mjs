import { createInterface } from 'node:readline'
import { inProject } from './project-root.mjs'
import { startChild } from './start-child.mjs'

const START_LIMIT_MS = 30_000

/**
 * Starts the gateway simulator on free loopback ports and waits until it listens.
 * Throws its last words when it does not.
 */
export async function startSimulator({ keys, seed, company, config, port = 0, controlPort = 0, onOutput }) {
  const child = startChild({
    name: 'the gateway simulator',
    args: ['--import', 'tsx', inProject('lib', 'simulator', 'main.ts')],
    env: {
      SIM_PORT: String(port),
      SIM_CONTROL_PORT: String(controlPort),
      SIM_APP_KEY: keys.accessKey,
      SIM_APP_SECRET: keys.secretKey,
      ...(seed === undefined ? {} : { SIM_SEED: String(seed) }),
      ...(company === undefined ? {} : { SIM_COMPANY: company }),
      ...(config === undefined ? {} : { SIM_CONFIG: JSON.stringify(config) }),
    },
    onOutput,
  })
  let timer
  const tooLong = new Promise((resolve) => {
    timer = setTimeout(resolve, START_LIMIT_MS, null)
  })
  const listening = await Promise.race([announcement(child), child.exited.then(() => null), tooLong])
  clearTimeout(timer)
  if (listening) return { url: listening.url, controlUrl: listening.controlUrl, child }
  await child.stop()
  throw new Error(`The gateway simulator did not start.\n${child.output().trim()}`)
}

function announcement(child) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parseEvent(line)
      if (event?.event === 'listening') resolve(event)
    })
  })
}

function parseEvent(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
