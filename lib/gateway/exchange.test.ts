import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { exchangeOverHttp } from './exchange'

let server: Server | undefined
afterEach(() => server?.close())

/** A server that answers whatever it is sent with these bytes, and then closes. */
async function serve(bytes: string): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(bytes))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const ask = async (bytes: string) =>
  exchangeOverHttp({
    url: await serve(bytes),
    method: 'GET',
    headers: {},
    signal: AbortSignal.timeout(5_000),
  })

describe('an exchange', () => {
  it('resolves to status, retry hint and text', async () => {
    const answer = await ask('HTTP/1.1 429 Slow down\r\nretry-after: 3\r\ncontent-length: 6\r\n\r\n限制')
    expect(answer).toEqual({ status: 429, retryAfter: '3', text: '限制' })
  })

  it.each([
    [
      'a switch of protocols',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ],
    ['nothing at all', ''],
    ['a body that breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"code":0'],
    ['no HTTP', 'hello\r\n\r\n'],
  ])('rejects at once for %s', async (_, bytes) => {
    await expect(ask(bytes)).rejects.toBeInstanceOf(Error)
  })
})
