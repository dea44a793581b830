import 'server-only'
import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { processWide } from '@/lib/shared/process-wide'

/** A name that nobody outside can know: a request cannot bring a peer of its own, not even before the first note. */
export function peerHeader(): string {
  return processWide('peer-header', () => `x-flowstop-peer-${randomUUID()}`)
}

/**
 * Notes on every request who is at the other end of its connection: Next hands a route no socket, and fills in
 * X-Forwarded-For only where the client has not.
 */
export function notePeers(): void {
  const name = peerHeader()
  subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket }
    request.headers[name] = socket.remoteAddress
  })
}
