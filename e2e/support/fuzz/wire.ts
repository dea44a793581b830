import { connect } from 'node:net'

export type RawRequest = {
  method: string
  /** As it goes on the request line: not necessarily a path. */
  target: string
  headers: readonly (readonly [name: string, value: string])[]
  body?: string | Buffer
  /** In chunks and without a Content-Length. */
  isChunked?: boolean
  /** More was promised than comes: we close our side, as a client that goes away does. */
  isCutShort?: boolean
}

export type RawAnswer = {
  /** null: the connection was closed without one. */
  status: number | null
  headers: ReadonlyMap<string, string>
  body: string
  ms: number
}

const BREAK = '\r\n'

/** The bytes of a request, as they are: neither names nor values nor lengths are put right. */
function bytesOf(request: RawRequest, host: string): Buffer {
  const { method, target, body = '', isChunked = false } = request
  const bytes = typeof body === 'string' ? Buffer.from(body.toWellFormed()) : body
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()))
  const added: [string, string][] = [['Connection', 'close']]
  if (!given.has('host')) added.push(['Host', host])
  if (isChunked) added.push(['Transfer-Encoding', 'chunked'])
  else if (bytes.length > 0 && !given.has('content-length'))
    added.push(['Content-Length', String(bytes.length)])
  const lines = [...added, ...request.headers].map(([name, value]) => `${name}: ${value}${BREAK}`)
  const head = Buffer.from(`${method} ${target} HTTP/1.1${BREAK}${lines.join('')}${BREAK}`)
  if (!isChunked) return Buffer.concat([head, bytes])
  const end = `0${BREAK}${BREAK}`
  if (bytes.length === 0) return Buffer.concat([head, Buffer.from(end)])
  const size = `${bytes.length.toString(16)}${BREAK}`
  return Buffer.concat([head, Buffer.from(size), bytes, Buffer.from(BREAK + end)])
}

/** Sends a request on a connection of their own and reads until the server closes it. @throws when it takes too long */
export function exchange(url: URL, request: RawRequest, limitMs: number): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const chunks: Buffer[] = []
    const socket = connect({ host: url.hostname, port: Number(url.port) })
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`No whole answer after ${limitMs} ms.`))
    }, limitMs)
    socket.on('data', (chunk) => chunks.push(chunk))
    // A server may refuse a large body before it has come: what it said counts.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve({ ...parseAnswer(Buffer.concat(chunks)), ms: performance.now() - startedAt })
    })
    const bytes = bytesOf(request, url.host)
    if (request.isCutShort) socket.end(bytes)
    else socket.write(bytes)
  })
}

function parseAnswer(bytes: Buffer): Omit<RawAnswer, 'ms'> {
  const split = bytes.indexOf(BREAK + BREAK)
  if (split < 0) return { status: null, headers: new Map(), body: '' }
  // `100 Continue` goes before the answer.
  if (bytes.subarray(0, 10).toString('latin1') === 'HTTP/1.1 1') return parseAnswer(bytes.subarray(split + 4))
  const [line = '', ...rest] = bytes.subarray(0, split).toString('latin1').split(BREAK)
  const headers = new Map<string, string>()
  for (const header of rest) {
    const colon = header.indexOf(':')
    const name = header.slice(0, colon).toLowerCase()
    const value = header.slice(colon + 1).trim()
    headers.set(name, headers.has(name) ? `${headers.get(name)}\n${value}` : value)
  }
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? Number.NaN)
  const after = bytes.subarray(split + 4)
  const body = headers.get('transfer-encoding') === 'chunked' ? joinChunks(after) : after
  return { status: Number.isNaN(status) ? null : status, headers, body: body.toString('utf8') }
}

function joinChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(BREAK, at)
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (end < 0 || !(size > 0)) break
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}
