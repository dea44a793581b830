import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { no, ok, type Scripted, timeoutFor, token } from './test-server'

const { server, gateway } = playWithServer()
const time = (...answers: Scripted[]) => server.script('getCurrentTime', ...answers)
const now = ok(1565251865242)
const asked = () => server.calls('getCurrentTime').length

describe('a read that fails in passing', () => {
  it.each<[string, Scripted]>([
    ['HTTP 502', { http: 502, text: '' }],
    ['HTTP 503', { http: 503, json: { message: 'Service unavailable' } }],
    ['HTTP 504', { http: 504, text: '' }],
    ['code 1001, repeated', no(1001)],
    ['a cut connection', { cut: 'before' }],
    ['a cut body', { ...now, cut: 'body' }],
  ])('is tried once more after %s', async (_name, answer) => {
    time(answer, now)
    expect(await gateway().getCurrentTime()).toEqual({ ok: true, value: 1565251865242 })
    expect(asked()).toBe(2)
    time(answer)
    expect((await gateway().getCurrentTime()).ok).toBe(false)
    expect(asked()).toBe(4)
  })

  it.each<[string, Scripted, object]>([
    ['a timeout', { hang: true }, { kind: 'timeout', code: 'timed_out' }],
    ['an endless body', { ...now, stall: true }, { kind: 'timeout' }],
    ['HTTP 500', { http: 500, text: '' }, { kind: 'gateway_error', code: 'http_error', http: 500 }],
    [
      'a redirect',
      { http: 302, headers: { location: '/else' }, text: '' },
      { kind: 'gateway_error', code: 'redirect' },
    ],
    ['HTML', { text: '<html>' }, { kind: 'malformed', code: 'unreadable_body' }],
    ['no code', { json: { data: 1 } }, { kind: 'malformed', code: 'unexpected_shape' }],
    ['a wrong shape', ok({ a: 1 }), { kind: 'malformed', code: 'unexpected_shape' }],
    [
      'an EnOS code',
      no(62109, 'Internal'),
      { kind: 'rejected', code: 62109, text: 'Internal', requestId: 'r-1' },
    ],
  ])('is not after %s', async (_name, answer, error) => {
    time(answer)
    expect(await gateway({ timeoutMs: timeoutFor(answer) }).getCurrentTime()).toMatchObject({
      ok: false,
      error,
    })
    expect(asked()).toBe(1)
  })

  it('says that nobody is there', async () => {
    expect(await gateway({ url: 'http://127.0.0.1:1' }).getCurrentTime()).toEqual({
      ok: false,
      error: { kind: 'unreachable', code: 'not_connected' },
    })
  })

  it('stops at a body that is too large', async () => {
    time({ text: `"${'x'.repeat(17 * 1024 * 1024)}"` })
    const answer = await gateway({ timeoutMs: 5000 }).getCurrentTime()
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } })
  })
})

describe('a read whose token is refused', () => {
  it.each<[string, Scripted]>([
    ['1203', no(1203)],
    ['1003', no(1003)],
    ['1203 in status at HTTP 403', { http: 403, json: { status: '1203' } }],
    ['HTTP 401', { http: 401, text: '' }],
  ])('gets one new token after %s', async (_name, answer) => {
    server.script('token/get', token('token-1'), token('token-2'))
    time(answer, now)
    expect(await gateway().getCurrentTime()).toEqual({ ok: true, value: 1565251865242 })
    expect(server.calls('getCurrentTime').map((call) => call.headers['apim-accesstoken'])).toEqual([
      'token-1',
      'token-2',
    ])
    time(answer)
    expect(await gateway().getCurrentTime()).toMatchObject({
      ok: false,
      error: { kind: 'unauthorized', code: 'token_refused' },
    })
    expect(asked()).toBe(4)
  })

  it('shares the new token with everybody who was refused', async () => {
    server.script('token/get', token('old'), { ...token('new'), afterMs: 30 })
    server.script('getCurrentTime', (call) => (call.headers['apim-accesstoken'] === 'new' ? now : no(1203)))
    const one = gateway()
    const answers = await Promise.all(Array.from({ length: 10 }, () => one.getCurrentTime()))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(server.calls('token/get')).toHaveLength(2)
  })
})

describe('a read over the limit', () => {
  it('waits as long as it is told', async () => {
    time({ http: 429, text: '', headers: { 'retry-after': '1' } }, now)
    const startedAt = Date.now()
    expect((await gateway({ timeoutMs: 2000 }).getCurrentTime()).ok).toBe(true)
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990)
  })

  it.each([
    ['seconds', () => '60'],
    ['an HTTP date', () => new Date(Date.now() + 60_000).toUTCString()],
  ])('does not wait past its deadline (%s)', async (_name, header) => {
    time({ http: 429, text: '', headers: { 'retry-after': header() } })
    const startedAt = Date.now()
    const answer = await gateway({ timeoutMs: 5_000 }).getCurrentTime()
    expect(answer).toMatchObject({ ok: false, error: { kind: 'limited', code: 'too_many_calls' } })
    const waitMs = answer.ok || answer.error.kind !== 'limited' ? null : answer.error.retryAfterMs
    expect(waitMs).toBeGreaterThan(55_000)
    expect(Date.now() - startedAt).toBeLessThan(5_000)
    expect(asked()).toBe(1)
  })

  it('gives up after a few', async () => {
    time({ http: 429, text: '', headers: { 'retry-after': '0' } })
    expect(await gateway().getCurrentTime()).toMatchObject({ ok: false, error: { kind: 'limited' } })
    expect(asked()).toBe(4)
  })
})
