// Preloaded into every process that these scripts start. The pipe closes when the parent is gone, even by
// SIGKILL, so nothing is left behind. Only the first process may read it: its own children have another
// file at this number.
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const fd = Number(process.env.PARENT_PIPE_FD)
delete process.env.PARENT_PIPE_FD

if (isMainThread && fd > 2) {
  const pipe = new Socket({ fd, readable: true, writable: false })
  pipe.on('error', () => {})
  pipe.on('close', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(143), 2000).unref()
  })
  pipe.resume()
  pipe.unref()
}
