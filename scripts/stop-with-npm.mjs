const LOOK_EVERY_MS = 300

/**
 * npm passes SIGTERM on to the shell between it and us, and that shell dies without telling us.
 * So a process that npm started takes the loss of its parent for the signal.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, LOOK_EVERY_MS).unref()
}
