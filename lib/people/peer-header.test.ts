import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isProxyUnstated, notePeers, peerHeader } from '@/lib/people/peer-header'

const HTTPS = 'https://flowstop.test'
const HTTP = 'http://127.0.0.1:3000'

it.each([
  [HTTPS, 0, true],
  [HTTPS, 1, false],
  [HTTP, 0, false],
  [HTTP, 1, false],
])('at %s with %i trusted, a proxy that no setting tells of: %s', (AUTH_URL, TRUSTED_PROXIES, expected) => {
  expect(isProxyUnstated({ AUTH_URL, TRUSTED_PROXIES })).toBe(expected)
})

/** The peer that a request of these headers is noted with. */
async function notedWith(headers: Record<string, string>): Promise<unknown> {
  const server = createServer((asked, answer) =>
    answer.end(JSON.stringify(asked.headers[peerHeader()] ?? null)),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', headers }, (answer) =>
        answer.on('data', (body) => resolve(JSON.parse(body))),
      )
        .on('error', reject)
        .end()
    })
  } finally {
    server.close()
  }
}

// In this order: a note is never taken back, and the second notes all.
describe('who is noted', () => {
  it('behind a proxy that no setting tells of, is nobody where the proxy shows itself', async () => {
    notePeers({ AUTH_URL: HTTPS, TRUSTED_PROXIES: 0 })
    for (const list of ['203.0.113.7', '', 'unknown', '127.0.0.1'])
      expect(await notedWith({ 'x-forwarded-for': list })).toBeNull()
    expect(await notedWith({})).toBe('127.0.0.1')
  })

  it('otherwise is the other end of the connection, whatever a header says', async () => {
    notePeers({ AUTH_URL: HTTP, TRUSTED_PROXIES: 0 })
    expect(await notedWith({ 'x-forwarded-for': '203.0.113.7' })).toBe('127.0.0.1')
  })
})
