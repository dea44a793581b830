import { spawn } from 'node:child_process'
import { projectRoot } from './project-root.mjs'

const preload = new URL('./exit-with-parent.mjs', import.meta.url).href
const PARENT_PIPE_FD = 3
const KEPT_OUTPUT = 4_000_000

/**
 * Starts a Node process that ends with this one. It leads a process group of its own, so that Ctrl-C in a
 * terminal reaches only us and we decide the order of stopping.
 */
export function startChild({ name, args, env = {}, onOutput = () => {} }) {
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env, PARENT_PIPE_FD: String(PARENT_PIPE_FD) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  child.stdio[PARENT_PIPE_FD].on('error', () => {})
  child.stdio[PARENT_PIPE_FD].unref()

  let output = ''
  let isRunning = true
  const keep = (chunk) => {
    output = (output + chunk).slice(-KEPT_OUTPUT)
    onOutput(String(chunk))
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)

  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      isRunning = false
      keep(`${error.message}\n`)
      resolve({ code: 1, signal: null })
    })
    child.once('close', (code, signal) => {
      isRunning = false
      resolve({ code, signal })
    })
  })

  const signalGroup = (signal) => {
    try {
      process.kill(-child.pid, signal)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }

  return {
    name,
    pid: child.pid,
    stdout: child.stdout,
    exited,
    isRunning: () => isRunning,
    output: () => output,
    async stop({ signal = 'SIGTERM', graceMs = 8000 } = {}) {
      if (!isRunning) return exited
      signalGroup(signal)
      const impatience = setTimeout(() => signalGroup('SIGKILL'), graceMs)
      const end = await exited
      clearTimeout(impatience)
      signalGroup('SIGKILL')
      return end
    },
  }
}
