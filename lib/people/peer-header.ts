import 'server-only'
import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Env } from '@/lib/env'
import { processWide } from '@/lib/shared/process-wide'

/** A name that nobody outside can know: a request cannot bring a peer of its own, not even before the first note. */
export function peerHeader(): string {
  return processWide('peer-header', () => `x-flowstop-peer-${randomUUID()}`)
}

type ProxySettings = Pick<Env, 'AUTH_URL' | 'TRUSTED_PROXIES'>

/** People use https, which Flowstop does not speak: something in front does, and no setting says what it adds. */
export function isProxyUnstated({ AUTH_URL, TRUSTED_PROXIES }: ProxySettings): boolean {
  return AUTH_URL.startsWith('https:') && TRUSTED_PROXIES === 0
}

/**
 * Notes on every request who is at the other end of its connection: Next hands a route no socket, and fills in
 * X-Forwarded-For only where the client has not. A proxy that was not stated is not noted: it is everybody.
 */
export function notePeers(settings: ProxySettings): void {
  const name = peerHeader()
  const isUnstated = isProxyUnstated(settings)
  subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket }
    // Whoever adds the header to dodge the count of an address reaches a port that only the proxy should, and gains
    // little: the count of each account stays.
    if (isUnstated && request.headers['x-forwarded-for'] !== undefined) return
    request.headers[name] = socket.remoteAddress
  })
}
