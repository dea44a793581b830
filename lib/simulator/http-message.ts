import type { IncomingMessage, ServerResponse } from 'node:http'

const LIMIT = 1_048_576

/** The raw bytes of a request's body; undefined where it is larger than the gateway takes. */
export async function readBody(request: IncomingMessage, limit = LIMIT): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    length += bytes.length
    if (length <= limit) parts.push(bytes)
  }
  return length <= limit ? Buffer.concat(parts) : undefined
}

export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

export type Sent = { http: number; body: string; headers?: Record<string, string> }

export function send(response: ServerResponse, sent: Sent): void {
  if (response.destroyed) return
  response.writeHead(sent.http, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(sent.body),
    ...sent.headers,
  })
  response.end(sent.body)
}

export function sendJson(response: ServerResponse, http: number, body: unknown): void {
  send(response, { http, body: JSON.stringify(body) })
}
