import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import type { Ports } from './config'
import { openLine } from './line'
import { tokenEncryption } from './sign'
import { APP_KEY, APP_SECRET, configFor, realPorts, type Scripted, timeoutFor, token } from './test-server'

const { server } = playWithServer()

const refusal = (status: number): Scripted => ({
  json: { status, msg: 'no', business: 'apim-token-service' },
})
const names = () => server.received.map((call) => call.operation)

function keeper(ports: Partial<Ports> = {}, timeoutMs = timeoutFor({})) {
  return openLine(configFor(server, { timeoutMs }), realPorts(ports)).tokens
}

/** A keeper with a clock that is set by hand. */
function clocked() {
  const clock = { at: 1_700_000_000_000 }
  return { clock, tokens: keeper({ now: () => clock.at }) }
}

describe('asking for a token', () => {
  it('sends key, encryption and the same digits of time, unsigned', async () => {
    expect(await keeper().get()).toEqual({ ok: true, value: 'token-1' })
    const [call] = server.received
    const body = JSON.parse(call?.body ?? '')
    expect(call?.url).toBe('/apim-token-service/v2.0/token/get')
    expect(Object.keys(body)).toEqual(['appKey', 'encryption', 'timestamp'])
    expect(body.encryption).toBe(
      tokenEncryption({ appKey: APP_KEY, appSecret: APP_SECRET, timestamp: body.timestamp }),
    )
    expect(Object.keys(call?.headers ?? {}).filter((name) => name.startsWith('apim-'))).toEqual([])
  })

  it.each<[string, unknown]>([
    ['stauts', { stauts: 0, data: { accessToken: 'a', expire: 7200 } }],
    ['code', { code: 0, data: { accessToken: 'a', expire: 7200 } }],
    ['numbers as text', { status: '0', data: { accessToken: 'a', expire: '7200' } }],
    ['snake case', { status: 0, data: { access_token: 'a', expire: 7200 } }],
  ])('reads %s', async (_name, json) => {
    server.script('token/get', { json })
    expect(await keeper().get()).toEqual({ ok: true, value: 'a' })
  })

  it.each<[string, unknown]>([
    ['no data', { status: 0 }],
    ['no token', { status: 0, data: { expire: 7200 } }],
    ['no life', { status: 0, data: { accessToken: 'a' } }],
    ['a token no header can hold', { status: 0, data: { accessToken: 'a\nb', expire: 7200 } }],
  ])('calls %s malformed', async (_name, json) => {
    server.script('token/get', { json })
    expect(await keeper().get()).toMatchObject({ ok: false, error: { kind: 'malformed' } })
  })

  it('is done once for all who ask at once', async () => {
    server.script('token/get', { ...token('shared'), afterMs: 50 })
    const tokens = keeper()
    const got = await Promise.all(Array.from({ length: 20 }, () => tokens.get()))
    expect(new Set(got.map((one) => one.ok && one.value))).toEqual(new Set(['shared']))
    expect(names()).toEqual(['token/get'])
  })

  it('is repeated once, with another timestamp, after 1001', async () => {
    server.script('token/get', refusal(1001), token('second'))
    const { tokens } = clocked()
    expect(await tokens.get()).toEqual({ ok: true, value: 'second' })
    const [first, second] = server.received.map((call) => JSON.parse(call.body).timestamp)
    expect(second).toBeGreaterThan(first)
  })

  it.each([
    [1001, 2, { kind: 'rejected', code: 1001 }],
    [1002, 1, { kind: 'unauthorized', code: 'wrong_keys', enosCode: 1002 }],
    [1003, 1, { kind: 'unauthorized', code: 'wrong_keys', enosCode: 1003 }],
    [1005, 1, { kind: 'rejected', code: 1005 }],
  ])('gives up after %i', async (code, calls, error) => {
    server.script('token/get', refusal(code))
    expect(await keeper().get()).toMatchObject({ ok: false, error })
    expect(server.received).toHaveLength(calls)
  })

  it.each<[string, Scripted, object]>([
    ['a timeout', { hang: true }, { kind: 'timeout' }],
    ['HTTP 401', { http: 401, text: '' }, { kind: 'unauthorized', code: 'token_refused' }],
    [
      'HTTP 429',
      { http: 429, text: '', headers: { 'retry-after': '3' } },
      { kind: 'limited', retryAfterMs: 3000 },
    ],
    ['HTML', { text: '<html>' }, { kind: 'malformed' }],
    [
      'a redirect',
      { http: 302, headers: { location: '/x' }, text: '' },
      { kind: 'gateway_error', code: 'redirect' },
    ],
  ])('gives up after %s', async (_name, answer, error) => {
    server.script('token/get', answer)
    expect(await keeper({}, timeoutFor(answer)).get()).toMatchObject({ ok: false, error })
    expect(server.received).toHaveLength(1)
  })

  it('is tried again by the next caller after a failure', async () => {
    server.script('token/get', refusal(1005), token('later'))
    const tokens = keeper()
    expect((await tokens.get()).ok).toBe(false)
    expect(await tokens.get()).toEqual({ ok: true, value: 'later' })
  })
})

describe('keeping a token', () => {
  it.each([
    ['ten minutes before the end of a long one', 7200, 6600],
    ['a tenth before the end of a short one', 60, 54],
  ])('renews it %s', async (_name, life, renewedAfter) => {
    server.script('token/get', token('old', life))
    server.script('token/refresh', token('new', life))
    const { clock, tokens } = clocked()
    await tokens.get()
    clock.at += renewedAfter * 1000 - 1
    expect(await tokens.get()).toEqual({ ok: true, value: 'old' })
    expect(names()).toEqual(['token/get'])
    clock.at += 1
    expect(await tokens.get()).toEqual({ ok: true, value: 'new' })
    expect(names()).toEqual(['token/get', 'token/refresh'])
    expect(JSON.parse(server.received[1]?.body ?? '').accessToken).toBe('old')
  })

  it('asks for a fresh one once it has ended', async () => {
    server.script('token/get', token('old', 60), token('new', 60))
    const { clock, tokens } = clocked()
    await tokens.get()
    clock.at += 60_000
    expect(await tokens.get()).toEqual({ ok: true, value: 'new' })
    expect(names()).toEqual(['token/get', 'token/get'])
  })

  it.each([1203, 1204])('asks for a fresh one when refresh is refused with %i', async (code) => {
    server.script('token/get', token('old', 60), token('new', 60))
    server.script('token/refresh', refusal(code))
    const { clock, tokens } = clocked()
    await tokens.get()
    clock.at += 55_000
    expect(await tokens.get()).toEqual({ ok: true, value: 'new' })
    expect(names()).toEqual(['token/get', 'token/refresh', 'token/get'])
  })

  it('goes on with the old one while refresh is down, without asking each time', async () => {
    server.script('token/get', token('old', 600))
    server.script('token/refresh', { http: 500, text: '' })
    const { clock, tokens } = clocked()
    await tokens.get()
    clock.at += 545_000
    expect(await tokens.get()).toEqual({ ok: true, value: 'old' })
    expect(await tokens.get()).toEqual({ ok: true, value: 'old' })
    expect(names()).toEqual(['token/get', 'token/refresh'])
    clock.at += 15_000
    await tokens.get()
    expect(names()).toEqual(['token/get', 'token/refresh', 'token/refresh'])
  })

  it('drops only the token that is named', async () => {
    server.script('token/get', token('one'), token('two'))
    const tokens = keeper()
    await tokens.get()
    tokens.invalidate('another')
    expect(await tokens.get()).toEqual({ ok: true, value: 'one' })
    tokens.invalidate('one')
    expect(await tokens.get()).toEqual({ ok: true, value: 'two' })
    tokens.invalidate('one')
    expect(await tokens.get()).toEqual({ ok: true, value: 'two' })
    expect(names()).toEqual(['token/get', 'token/get'])
  })
})
