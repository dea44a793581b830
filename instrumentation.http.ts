import { subscribe } from 'node:diagnostics_channel'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { keepPlain } from './instrumentation.arguments'

/** More than any action or sign-in needs: a note has at most 1,000 characters. */
const MOST_BYTES = 64 * 1024
/** Node waits five minutes for the rest of a body; a slow phone needs a few seconds. Node looks every 30 seconds. */
const WHOLE_WITHIN_MS = 30_000
/** Node's five seconds end connections that a reverse proxy is about to reuse, and a cancel that leaves on one is lost. */
const IDLE_MS = 75_000
/** The forms that our pages send, each in its one spelling: Next knows many, and takes a form of React's on any page. */
const FORMS = new Set(['/api/auth/callback/enos', '/api/auth/signout'])
/** Ours alone; and those by which a file is asked for in part, or on conditions that Next answers with a 500. */
const UNHEARD = /^(?:x-flowstop-.*|range|if-match|if-unmodified-since)$/
/** An address that no page has: what is asked for by an odd one is not there either. */
const NOWHERE = '/not-found'
/** Of an address that is decoded once: Next may do so again. */
const DOTS = /^(?:\.|%2e){1,2}$/i

const PERMISSIONS = [
  'accelerometer=()',
  'browsing-topics=()',
  'camera=()',
  'clipboard-read=()',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'magnetometer=()',
  'microphone=()',
  'payment=()',
  'usb=()',
].join(', ')

type Arrival = { request: IncomingMessage; response: ServerResponse }

/** What every answer carries, files and errors too. `proxy.ts` gives pages a Content-Security-Policy of their own. */
function headersOf(own: URL): Map<string, string> {
  const headers = new Map([
    [
      'Content-Security-Policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', PERMISSIONS],
    ['Referrer-Policy', 'same-origin'],
    ['X-Content-Type-Options', 'nosniff'],
  ])
  if (own.protocol === 'https:') headers.set('Strict-Transport-Security', 'max-age=31536000')
  return headers
}

/**
 * Looks at the head of every request before Next does, which would end a foreign Origin, a large body, TRACE or a write to a
 * file in a 500. A proxy that looked at each action would cost it a millisecond, and wait for the whole of a body that
 * nobody may send. So this notes at the door who may pass, and `proxy.ts` runs for whoever may not, and says why.
 */
export function guardRequests(publicUrl: string, wholeWithinMs = WHOLE_WITHIN_MS): void {
  const own = new URL(publicUrl)
  const headers = headersOf(own)
  subscribe('net.server.socket', (message) => {
    const { server } = (message as { socket: Socket & { server: Server } }).socket
    server.requestTimeout = wholeWithinMs
    // Node takes the larger of the two for the whole.
    server.headersTimeout = wholeWithinMs
    server.keepAliveTimeout = IDLE_MS
    // Next would hold the socket of an upgrade for ever; without a listener Node answers it as an ordinary request.
    if (process.env.NODE_ENV === 'production') server.removeAllListeners('upgrade')
  })
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Arrival
    response.setHeaders(headers)
    for (const name of Object.keys(request.headers)) if (UNHEARD.test(name)) delete request.headers[name]
    // On a read it means nothing, but `proxy.ts` leaves alone what has it.
    if (!isAction(request)) delete request.headers['next-action']
    // The name that people call this server by, whatever a reverse proxy makes of Host: Next compares Origin with it.
    request.headers['x-forwarded-host'] = own.host
    if (isVisit(request) && pathOf(request.url ?? '/') === null) request.url = NOWHERE
    const refusal = refusalOf(request, own.origin)
    request.headers['x-flowstop-door'] = refusal ?? 'open'
    if (refusal === null) return isAction(request) ? keepPlain(request) : undefined
    // Nothing reads the body of a GET, and nobody waits for its end.
    request.method = 'GET'
    // Next would answer such an address by itself: with a 500, or by a redirect to it.
    if (refusal === 'bad_address') request.url = '/'
  })
}

function refusalOf(request: IncomingMessage, ownOrigin: string): string | null {
  const { method, url = '/', headers } = request
  const path = pathOf(url)
  if (path === null) return 'bad_address'
  if (method === 'GET' || method === 'HEAD') return null
  if (headers.origin !== undefined && headers.origin !== ownOrigin) return 'foreign_origin'
  // Next's own tools: how its overlay learns where in the source an error stands.
  if (process.env.NODE_ENV === 'development' && path.startsWith('/__nextjs')) return null
  if (method !== 'POST') return 'method_not_allowed'
  if (!isAction(request)) {
    if (!FORMS.has(beforeQuery(url))) return 'method_not_allowed'
  } else {
    if (!isPage(path)) return 'method_not_allowed'
    if (!isCall(headers)) return 'bad_action'
  }
  if (headers['transfer-encoding'] !== undefined) return 'length_required'
  return Number(headers['content-length'] ?? 0) > MOST_BYTES ? 'too_large' : null
}

/** As a page of ours calls an action; Next writes each id that cannot be one to the log, with a stack. */
function isCall(headers: IncomingHttpHeaders): boolean {
  const { 'next-action': id, 'content-type': type = '' } = headers
  return typeof id === 'string' && /^[0-9a-f]{42}$/.test(id) && /^text\/plain\b/.test(type)
}

function isAction({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && headers['next-action'] !== undefined
}

/** Somebody opens a page, and is better told so by one. */
function isVisit({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(headers.accept ?? '')
}

function beforeQuery(url: string): string {
  return url.split('?', 1)[0] ?? ''
}

/** The path that an address means; null where that is anybody's guess. Every browser resolves `..` before it asks. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(beforeQuery(url))
    const isPlain = path.startsWith('/') && !path.split(/[/\\]/).some((part) => DOTS.test(part))
    return isPlain ? path : null
  } catch {
    return null
  }
}

function isPage(path: string): boolean {
  return !/^\/(?:_next|api)(?:\/|$)/.test(path) && !/\.[a-z]+$/.test(path)
}
