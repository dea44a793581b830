import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GatewayConfig, Ports } from './config'
import { systemPorts } from './system-ports'

/** One scripted answer. `cut` drops the connection: before any header, or in the middle of the body. */
export type Scripted = {
  http?: number
  json?: unknown
  text?: string
  headers?: Record<string, string>
  afterMs?: number
  cut?: 'before' | 'body'
  /** Never answered. */
  hang?: boolean
  /** Headers at once, then nothing. */
  stall?: boolean
}

export type Received = {
  operation: string
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  at: number
}

export type TestServer = {
  url: string
  received: Received[]
  /** Of one operation, e.g. `cancel`, `search`, `token/get`, `login`. */
  calls: (operation: string) => Received[]
  /** Answers in order; the last one stays. Without a script: 404. */
  script: (operation: string, ...answers: (Scripted | ((received: Received) => Scripted))[]) => void
  close: () => Promise<void>
}

export const ok = (data: unknown): Scripted => ({ json: { code: 0, msg: 'OK', data } })
export const no = (code: number, msg = 'no'): Scripted => ({ json: { code, msg, requestId: 'r-1' } })
export const token = (accessToken: string, expire: unknown = 7200): Scripted => ({
  json: { status: 0, msg: 'SUCCESS', business: 'apim-token-service', data: { accessToken, expire } },
})

/** A gateway that says what it was told to, over real HTTP on loopback. It verifies nothing. */
export async function startTestServer(): Promise<TestServer> {
  const scripts = new Map<string, (Scripted | ((received: Received) => Scripted))[]>()
  const received: Received[] = []

  const server = createServer(async (request, response) => {
    const at = Date.now()
    const body = await readAll(request)
    const url = request.url ?? ''
    const call: Received = {
      operation: operationOf(url),
      method: request.method ?? '',
      url,
      headers: request.headers,
      body,
      at,
    }
    received.push(call)
    const answers = scripts.get(call.operation) ?? []
    const next = answers.length > 1 ? answers.shift() : answers[0]
    const answer = typeof next === 'function' ? next(call) : (next ?? { http: 404, text: 'not scripted' })
    if (answer.afterMs) await new Promise((resolve) => setTimeout(resolve, answer.afterMs))
    play(answer, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const test: TestServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    calls: (operation) => received.filter((call) => call.operation === operation),
    script: (operation, ...answers) => {
      scripts.set(operation, answers)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  test.script('token/get', token('token-1'))
  return test
}

/** Time for an answer: short where none comes. */
export const timeoutFor = ({ hang, stall }: Scripted): number => (hang || stall ? 400 : 10_000)

export const APP_KEY = 'test-app-key-0001'
export const APP_SECRET = 'test-app-secret-0001'

export function configFor(server: TestServer, changes: Partial<GatewayConfig> = {}): GatewayConfig {
  return {
    url: server.url,
    accessKey: APP_KEY,
    secretKey: APP_SECRET,
    timeoutMs: 1000,
    maxRps: 100,
    pageBase: 1,
    sortFields: 'camel',
    ...changes,
  }
}

export function realPorts(changes: Partial<Ports> = {}): Ports {
  return { ...systemPorts, ...changes }
}

function play(answer: Scripted, response: ServerResponse): void {
  if (answer.hang) return
  if (answer.cut === 'before') {
    response.socket?.destroy()
    return
  }
  const body = answer.text ?? JSON.stringify(answer.json ?? {})
  const type = answer.text === undefined ? 'application/json' : 'text/html'
  response.writeHead(answer.http ?? 200, { 'content-type': type, ...answer.headers })
  if (answer.stall) {
    response.write(body.slice(0, 1))
    return
  }
  if (answer.cut === 'body') {
    response.write(body.slice(0, Math.ceil(body.length / 2)))
    setTimeout(() => response.socket?.destroy(), 20)
    return
  }
  response.end(body)
}

function operationOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  return searchParams.get('action') ?? pathname.split('/').slice(-2).join('/').replace('v2.0/', '')
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
