import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from './client'
import {
  APP_KEY,
  APP_SECRET,
  configFor,
  no,
  ok,
  realPorts,
  type Scripted,
  startTestServer,
  type TestServer,
  token,
} from './test-server'

const who = { userId: 'u1', orgId: 'o1' }
let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

const gateway = (changes: Parameters<typeof configFor>[1] = {}) =>
  createGateway(configFor(server, changes), realPorts())
const time = (...answers: Scripted[]) => server.script('getCurrentTime', ...answers)
const now = ok(1565251865242)
const asked = () => server.calls('getCurrentTime').length

describe('a read that fails in passing', () => {
  it.each<[string, Scripted]>([
    ['HTTP 502', { http: 502, text: '' }],
    ['HTTP 503', { http: 503, json: { message: 'Service unavailable' } }],
    ['HTTP 504', { http: 504, text: '' }],
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
    expect(await gateway({ timeoutMs: 200 }).getCurrentTime()).toMatchObject({ ok: false, error })
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
    const answer = await gateway().getCurrentTime()
    expect(answer).toMatchObject({ ok: false, error: { kind: 'limited', code: 'too_many_calls' } })
    const waitMs = answer.ok || answer.error.kind !== 'limited' ? null : answer.error.retryAfterMs
    expect(waitMs).toBeGreaterThan(55_000)
    expect(Date.now() - startedAt).toBeLessThan(900)
    expect(asked()).toBe(1)
  })

  it('gives up after a few', async () => {
    time({ http: 429, text: '', headers: { 'retry-after': '0' } })
    expect(await gateway().getCurrentTime()).toMatchObject({ ok: false, error: { kind: 'limited' } })
    expect(asked()).toBe(4)
  })
})

describe('a read and its deadline', () => {
  it('covers the wait for a place', async () => {
    time(now)
    const one = gateway({ maxRps: 1 })
    const answer = await one.getCurrentTime({ deadlineMs: 100 })
    expect(answer).toMatchObject({ ok: false, error: { kind: 'limited', code: 'past_deadline' } })
    expect(asked()).toBe(0)
  })

  it('covers the answer', async () => {
    time({ ...now, afterMs: 500 })
    const answer = await gateway().getCurrentTime({ deadlineMs: 100 })
    expect(answer).toMatchObject({ ok: false, error: { kind: 'timeout' } })
  })

  it('ends with the caller', async () => {
    const stop = new AbortController()
    server.script('getCurrentTime', () => {
      stop.abort()
      return { hang: true }
    })
    const answer = await gateway().getCurrentTime({ signal: stop.signal })
    expect(answer).toEqual({ ok: false, error: { kind: 'aborted', code: 'aborted' } })
    expect(await gateway().getCurrentTime({ signal: stop.signal })).toMatchObject({
      error: { kind: 'aborted' },
    })
  })
})

describe('equal reads in one moment', () => {
  it('never share a signature', async () => {
    time(now)
    const one = createGateway(configFor(server), realPorts({ now: () => 1_700_000_000_000 }))
    await Promise.all(Array.from({ length: 20 }, () => one.getCurrentTime()))
    const signatures = server.calls('getCurrentTime').map((call) => call.headers['apim-signature'])
    expect(new Set(signatures).size).toBe(20)
  })
})

describe('reads of several people', () => {
  it('take turns, so that none waits for all that another one asked for before', async () => {
    server.script('get', ok({ instanceId: '2438-201908081020' }))
    const one = createGateway(configFor(server, { maxRps: 4 }), realPorts())
    const read = (userId: string) =>
      one.getFlowInstance({ ...who, userId }, '2438-201908081020', { deadlineMs: 60_000 })
    await Promise.all([...Array.from({ length: 10 }, () => read('eager')), read('late')])
    const askers = server
      .calls('get')
      .map(({ url }) => new URL(`${server.url}${url}`).searchParams.get('userId'))
    expect(askers).toHaveLength(11)
    expect(askers.indexOf('late')).toBeLessThan(6)
  })
})

describe('what a read refuses and hides', () => {
  it('refuses ids that are none', async () => {
    const one = gateway()
    expect(await one.getFlowInstance(who, '2438')).toMatchObject({
      error: { kind: 'bad_input', code: 'flow_inst_id' },
    })
    expect(await one.getFlow(who, '1;2')).toMatchObject({ error: { kind: 'bad_input', code: 'flow_id' } })
    expect(await one.getFlow({ userId: '', orgId: 'o1' }, '1')).toMatchObject({ error: { code: 'who' } })
    expect(server.received).toHaveLength(0)
  })

  it('takes no workflow for another', async () => {
    server.script('get', ok({ flowId: 7, active: 0 }))
    expect(await gateway().getFlow(who, '7')).toMatchObject({ ok: true, value: { isActive: false } })
    expect(await gateway().getFlow(who, '8')).toMatchObject({ error: { code: 'unexpected_shape' } })
  })

  it('keeps keys, token and signature out of errors', async () => {
    server.script('getCurrentTime', (call) =>
      no(
        62109,
        `${APP_KEY} ${APP_SECRET} token-1 ${String(call.headers['apim-signature'])} ${'y'.repeat(999)}`,
      ),
    )
    const text = JSON.stringify(await gateway().getCurrentTime())
    for (const secret of [APP_KEY, APP_SECRET, 'token-1']) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/[0-9a-f]{64}/)
    expect(text.length).toBeLessThan(400)
  })
})

describe('the time zone', () => {
  it.each([
    ['GMT+8', 480],
    ['GMT+08:00', 480],
    ['GMT-5', -300],
    ['GMT+5:30', 330],
    ['GMT', 0],
    ['UTC', 0],
    ['GMT-0', 0],
  ])('%s is %i minutes', async (timezone, offsetMinutes) => {
    server.script('getTimeZone', ok({ timezone }))
    expect(await gateway().getTimeZone()).toEqual({ ok: true, value: { timezone, offsetMinutes } })
  })

  it.each([{ timezone: 'Asia/Shanghai' }, { timezone: 'GMT+99' }, {}, ''])(
    '%j is malformed',
    async (data) => {
      server.script('getTimeZone', ok(data))
      expect(await gateway().getTimeZone()).toMatchObject({ ok: false, error: { kind: 'malformed' } })
    },
  )
})

describe('one instance', () => {
  it('is never taken from an answer about another one', async () => {
    server.script('get', ok([{ instanceId: '2438-201908081030', flowId: 2438, owner: 'alice', status: 2 }]))
    const answer = await gateway().getFlowInstance(who, '2438-201908081020')
    expect(answer).toEqual({ ok: false, error: { kind: 'malformed', code: 'unexpected_shape', http: 200 } })
  })
})
