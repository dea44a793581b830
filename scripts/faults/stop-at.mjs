// Preloaded into the app by the fault bench, where it runs on the embedded database: stops the whole process exactly
// before the bytes of an event are written, or right after they have reached the disk. What to stop at is in a file, so
// that it can be told to a process that runs already.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

const MARK = '"phase":"'
/** Nothing may be left behind should the bench be gone. */
const LONGEST_STAND_MS = 60_000

const folder = process.env.STOP_AT_FOLDER

if (isMainThread && folder) {
  const { writeSync, fsyncSync } = fs
  let stopsAfterSync = false

  fs.writeSync = (fd, buffer, offset, length, ...rest) => {
    if (ArrayBuffer.isView(buffer) && typeof offset === 'number') {
      const text = Buffer.from(buffer.buffer, buffer.byteOffset + offset, length)
      const order = text.includes(MARK) ? readOrder() : null
      if (order && holds(text.toString('latin1'), order)) {
        if (order.place === 'before') stand()
        stopsAfterSync = true
      }
    }
    return writeSync(fd, buffer, offset, length, ...rest)
  }

  fs.fsyncSync = (fd) => {
    fsyncSync(fd)
    if (stopsAfterSync) stand()
  }
  syncBuiltinESMExports()
}

function readOrder() {
  try {
    return JSON.parse(fs.readFileSync(join(folder, 'order'), 'utf8'))
  } catch {
    return null
  }
}

/** A page of the log is written again with what it held before: only an event since the order counts. */
function holds(text, { phase, since }) {
  const mark = `${MARK}${phase}"`
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    const time = /^"at":(\d{13})/.exec(text.slice(text.lastIndexOf('"at":', at)))
    if (time && Number(time[1]) >= since) return true
  }
  return false
}

function stand() {
  fs.writeFileSync(join(folder, 'reached'), '')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONGEST_STAND_MS)
  process.kill(process.pid, 'SIGKILL')
}
