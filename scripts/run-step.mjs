import { spawn } from 'node:child_process'
import { projectRoot } from './project-root.mjs'
import { beforeStop, isStopping } from './stopping.mjs'

const PATIENCE_MS = 15_000
const running = new Set()
let isWatching = false

/**
 * Runs a command to its end; it is stopped with us. `quiet` keeps its output back for the caller.
 * It leads a process group of its own: Playwright gives up its teardown at a second SIGINT, so Ctrl-C in a
 * terminal must reach it only through us.
 */
export async function runStep(command, args, { env = {}, quiet = false } = {}) {
  if (!isWatching) {
    isWatching = true
    beforeStop(stopRunning)
  }
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
    })
  }
  const step = { child, ended: ending(child) }
  running.add(step)
  const code = await step.ended
  running.delete(step)
  // A step that ended because we are stopping has no result to act on.
  if (isStopping()) return new Promise(() => {})
  return { code, output }
}

function ending(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${child.spawnfile}: ${error.message}`)
      resolve(127)
    })
    child.once('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)))
  })
}

async function stopRunning() {
  for (const { child } of running) child.kill('SIGINT')
  const impatience = setTimeout(() => {
    for (const { child } of running) process.kill(-child.pid, 'SIGKILL')
  }, PATIENCE_MS)
  await Promise.all([...running].map(({ ended }) => ended))
  clearTimeout(impatience)
}
