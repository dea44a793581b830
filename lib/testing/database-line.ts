import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

type Trouble = { at: string; kind: 'cut' | 'stall'; times: number; onMet: () => void }

/** A line to PostgreSQL that fails when told to. */
export type DatabaseLine = {
  url: string
  /** The next connections that send `at` are cut before it arrives; resolves once the last of them is. */
  cutAt: (at: string, times?: number) => Promise<void>
  /** The next connection that sends `at` falls silent before it arrives, and stays open. */
  stallAt: (at: string) => Promise<void>
  /** Cuts every connection; new ones are put through. */
  cut: () => void
  close: () => Promise<void>
}

/** Stands between the application and PostgreSQL, as a network does. */
export async function startDatabaseLine(to: string): Promise<DatabaseLine> {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  let trouble: Trouble | null = null

  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    const hangUp = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', hangUp).on('close', hangUp)
    }
    far.pipe(near)
    near.on('data', (chunk) => {
      if (!trouble || !chunk.includes(trouble.at)) return void far.write(chunk)
      const { kind, onMet } = trouble
      if (kind === 'cut') hangUp()
      else near.pause()
      trouble.times -= 1
      if (trouble.times > 0) return
      trouble = null
      onMet()
    })
  })
  const meet = (at: string, kind: Trouble['kind'], times: number): Promise<void> =>
    new Promise((onMet) => {
      trouble = { at, kind, times, onMet }
    })

  await once(server.listen(0, '127.0.0.1'), 'listening')
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const url = new URL(to)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    cutAt: (at, times = 1) => meet(at, 'cut', times),
    stallAt: (at) => meet(at, 'stall', 1),
    cut,
    close: async () => {
      const closed = once(server.close(), 'close')
      cut()
      await closed
    },
  }
}
