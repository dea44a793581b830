import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { guardRequests } from './instrumentation.http'

const OWN = 'https://flowstop.example.com'
const CALL = { 'next-action': 'a'.repeat(42), 'content-type': 'text/plain;charset=UTF-8' }

let server: Server
let seen: { url: string | undefined; headers: IncomingHttpHeaders } | undefined
const onUpgrade = vi.fn()

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production')
  guardRequests(OWN, 1_000)
  server = createServer({ connectionsCheckingInterval: 20 }, (request, response) => {
    seen = { url: request.url, headers: request.headers }
    request.resume().on('end', () => response.end())
  })
  server.on('upgrade', onUpgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.close()
})

/** The first line of the answer to these bytes, which no client library would send. */
function answerTo(line: string, headers: Record<string, string> = {}, body = ''): Promise<string> {
  seen = undefined
  return new Promise((resolve, reject) => {
    const lines = Object.entries({ host: 'any', connection: 'close', ...headers })
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    let text = ''
    connect((server.address() as AddressInfo).port, '127.0.0.1')
      .on('data', (data) => {
        text += data
      })
      .on('error', reject)
      .on('close', () => resolve(text.split('\r\n', 1)[0] ?? ''))
      .write(`${line} HTTP/1.1\r\n${head}\r\n${body}`)
  })
}

async function doorFor(line: string, headers: Record<string, string> = {}): Promise<string | undefined> {
  await answerTo(line, { 'content-length': '0', ...headers })
  return seen?.headers['x-flowstop-door']?.toString()
}

// First, and on the very first connection.
it('an upgrade is answered as an ordinary request', async () => {
  const upgrade = { connection: 'Upgrade, close', upgrade: 'websocket' }
  expect(await answerTo('GET /_next/webpack-hmr', upgrade)).toBe('HTTP/1.1 200 OK')
  expect(onUpgrade).not.toHaveBeenCalled()
})

it('keeps an idle connection for longer than a reverse proxy does', async () => {
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect(answer.headers.get('keep-alive')).toBe('timeout=75')
})

it.each([
  '/api/auth/callback/enos',
  '/api/auth/signout',
  '/api/auth/callback/enos?',
  '/api/auth/signout?a=/..',
])('a form passes to %s', async (target) => expect(await doorFor(`POST ${target}`)).toBe('open'))

it.each([
  '/',
  '/api/auth/signout/',
  '/api/auth/signout;x',
  '/api/auth/signout#x',
  '/api/auth/Signout',
  '/api/auth/%73ignout',
  '/api%2fauth%2fsignout',
  '//api/auth/signout',
  '/api//auth/signout',
  '/\\api/auth/signout',
  '/api/auth/session',
  '/api/auth/_log',
])('a form does not pass to %s', async (target) => {
  expect(await doorFor(`POST ${target}`)).toBe('method_not_allowed')
})

it.each([
  '/api/auth/../../',
  '/api/auth/%2e%2e/%2E%2E/',
  '/api/auth/.%2e/x',
  '/api/auth/..%2f..%2f',
  '/api/auth/..\\..\\',
  '/api/auth/..%5c..%5c',
  '/api/auth/%252e%252e/',
  '/./',
  '/%2e',
  'http://flowstop.example.com/api/auth/signout',
  '*',
  '/%',
])('nothing passes to %s, whatever the method', async (target) => {
  for (const [line, headers] of [
    [`GET ${target}`, {}],
    [`POST ${target}`, {}],
    [`POST ${target}`, CALL],
  ] as const) {
    expect(await doorFor(line, headers)).toBe('bad_address')
    expect(seen?.url).toBe('/')
  }
})

it('whoever opens an odd address is led to a page that is not there, but may send nothing to it', async () => {
  const visit = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
  for (const target of ['/instances/%E0%A4%A', '/instances/%2e%2e%2f', '/api/auth/../../', '/%?a=1', '*']) {
    expect(await doorFor(`GET ${target}`, visit)).toBe('open')
    expect(seen?.url).toBe('/not-found')
    expect(await doorFor(`POST ${target}`, { ...visit, ...CALL })).toBe('bad_address')
    expect(seen?.url).toBe('/')
  }
  expect(await doorFor('GET /history?before=1.x', visit)).toBe('open')
  expect(seen?.url).toBe('/history?before=1.x')
})

it.each([
  ['/', 'open'],
  ['/history?before=1.x', 'open'],
  ['/nowhere...', 'open'],
  ['/api', 'method_not_allowed'],
  ['/api/auth/signout', 'method_not_allowed'],
  ['/%61pi/auth/signout', 'method_not_allowed'],
  ['/api%2fauth%2fsignout', 'method_not_allowed'],
  ['/_next', 'method_not_allowed'],
  ['/%5fnext/static/x', 'method_not_allowed'],
  ['/icon%2esvg', 'method_not_allowed'],
])('a call of an action to %s: %s', async (target, door) => {
  expect(await doorFor(`POST ${target}`, CALL)).toBe(door)
})

it('a body that does not come whole is not waited for', async () => {
  const short = { ...CALL, 'content-length': '50' }
  expect(await answerTo('POST /', short, '[{"flow')).toBe('HTTP/1.1 408 Request Timeout')
})
