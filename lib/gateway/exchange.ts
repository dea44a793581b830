import 'server-only'
import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

export type HttpRequest = {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string | undefined
  signal: AbortSignal
}

/** `text`: the whole body as UTF-8, or null where it was larger than the limit. */
export type HttpAnswer = { status: number; retryAfter: string | null; text: string | null }

/** 16 MiB: far above any list or log page. */
const BODY_LIMIT = 16 * 1024 * 1024

// Gateways close idle connections, and a call that leaves on one that is closing is a lost call: we close first.
const IDLE_MS = 4_000

const keepAlive = { keepAlive: true, timeout: IDLE_MS }
const plain = new HttpAgent(keepAlive)
const secure = new HttpsAgent(keepAlive)

/**
 * One HTTP exchange on a kept connection: these bytes, sent once. Node's own client and not `fetch`, which follows
 * redirects, sends a POST again by itself after HTTP 421, and is wrapped by Next.
 * @throws what the connection says; where it was lost in the middle of a body, too
 */
export function exchangeOverHttp(call: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = open(call)
    const closed = (): void => reject(new Error('The connection closed without an answer.'))
    outgoing.once('error', reject)
    // Also after an answer that is none, such as a switch of protocols, which Node reports in no other way.
    outgoing.once('close', closed)
    outgoing.once('response', (response) => {
      outgoing.off('close', closed)
      readAnswer(response).then(resolve, reject)
    })
    outgoing.end(call.body)
  })
}

function open({ url, method, headers, body, signal }: HttpRequest): ClientRequest {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const options = { method, signal, headers: { ...headers, ...length } }
  return url.startsWith('https:')
    ? requestHttps(url, { ...options, agent: secure })
    : requestHttp(url, { ...options, agent: plain })
}

async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const answer = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    // Leaving the loop destroys the connection.
    if (size > BODY_LIMIT) return { ...answer, text: null }
    chunks.push(chunk)
  }
  return { ...answer, text: Buffer.concat(chunks).toString('utf8') }
}
