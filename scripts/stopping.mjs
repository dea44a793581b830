import { constants } from 'node:os'
import { stopWithNpm } from './stop-with-npm.mjs'

const tasks = []
let stopping

/** Runs `task` before this process ends by a signal or by `stopAndExit`; the last one added runs first. */
export function beforeStop(task) {
  if (tasks.length === 0) {
    stopWithNpm()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => stopAndExit(128 + constants.signals[signal]))
    }
  }
  tasks.push(task)
}

export function isStopping() {
  return stopping !== undefined
}

export function stopAndExit(code) {
  stopping ??= (async () => {
    for (const task of tasks.reverse()) {
      await Promise.resolve(task(code)).catch((error) => console.error(error))
    }
    process.exit(code)
  })()
  return stopping
}
