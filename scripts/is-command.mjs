import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether this module was started by `node scripts/…` rather than imported. */
export function isCommand(moduleUrl) {
  const started = process.argv[1]
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl)
}
