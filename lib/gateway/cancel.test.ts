import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from './client'
import type { CallReport } from './config'
import { signCall } from './sign'
import {
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

const who = { userId: 'u15426865866571', orgId: 'o15504722874071' }
const id = '2438-201908081020'
let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

const yes = async () => true

function gateway(changes: Parameters<typeof configFor>[1] = {}, ports: Parameters<typeof realPorts>[0] = {}) {
  return createGateway(configFor(server, changes), realPorts(ports))
}

describe('a cancel on the wire', () => {
  it('is one signed POST of the exact body', async () => {
    server.script('cancel', ok(''))
    const answer = await gateway().cancelFlowInstance(who, id, { beforeSend: yes })
    expect(answer).toMatchObject({
      sent: true,
      verdict: 'accepted',
      resent: false,
      reply: { kind: 'envelope', http: 200, code: 0, text: 'OK' },
    })
    const [call] = server.calls('cancel')
    expect(server.calls('cancel')).toHaveLength(1)
    expect(call?.method).toBe('POST')
    expect(call?.url).toBe(
      '/batch-processing-service/v2.1/flowInstances?action=cancel&userId=u15426865866571&orgId=o15504722874071',
    )
    expect(call?.body).toBe('{"flowInstId":"2438-201908081020"}')
    expect(call?.headers['content-type']).toBe('application/json;charset=UTF-8')
    const expected = signCall({
      token: 'token-1',
      secret: APP_SECRET,
      timestamp: Number(call?.headers['apim-timestamp']),
      query: { action: 'cancel', ...who },
      body: call?.body,
    })
    expect(call?.headers).toMatchObject(expected)
  })

  it('asks beforeSend after the token, and sends nothing when told no', async () => {
    server.script('cancel', ok(''))
    const seen: unknown[] = []
    const answer = await gateway().cancelFlowInstance(who, id, {
      beforeSend: async (attempt) => {
        seen.push(
          attempt,
          server.received.map((call) => call.operation),
        )
        return false
      },
    })
    expect(answer).toEqual({ sent: false, why: 'not_allowed' })
    expect(seen).toEqual([{ n: 1, resend: false }, ['token/get']])
    expect(server.calls('cancel')).toHaveLength(0)
  })

  it('gives its place in the limiter back when nothing is sent', async () => {
    server.script('cancel', ok(''))
    const one = gateway({ maxRps: 2 })
    for (let n = 0; n < 5; n++) await one.cancelFlowInstance(who, id, { beforeSend: async () => false })
    const broken = one.cancelFlowInstance(who, id, {
      beforeSend: () => Promise.reject(new Error('database')),
    })
    await expect(broken).rejects.toThrow('database')
    const startedAt = Date.now()
    expect(await one.cancelFlowInstance(who, id, { beforeSend: yes })).toMatchObject({ verdict: 'accepted' })
    expect(Date.now() - startedAt).toBeLessThan(500)
  })

  it.each([
    '',
    'x',
    '2438',
    '2438-1234567',
    '2438-201908081020 ',
    '2438-123456789012345678',
    '-1-20190808',
    '../2438-201908081020',
  ])('refuses the id %j before anything is sent', async (bad) => {
    expect(await gateway().cancelFlowInstance(who, bad, { beforeSend: yes })).toEqual({
      sent: false,
      why: 'bad_input',
      error: { kind: 'bad_input', code: 'flow_inst_id' },
    })
    expect(server.received).toHaveLength(0)
  })

  it('is not sent without a token', async () => {
    server.script('token/get', { json: { status: 1002, msg: 'appKey does not exist' } })
    const answer = await gateway().cancelFlowInstance(who, id, { beforeSend: yes })
    expect(answer).toMatchObject({
      sent: false,
      why: 'token',
      error: { kind: 'unauthorized', code: 'wrong_keys', enosCode: 1002 },
    })
    expect(server.received.map((call) => call.operation)).toEqual(['token/get'])
  })

  it('waits no longer once it was given up, and is then not sent', async () => {
    const stop = new AbortController()
    server.script('token/get', () => {
      stop.abort()
      return token('late')
    })
    const answer = await gateway().cancelFlowInstance(who, id, { beforeSend: yes, signal: stop.signal })
    expect(answer).toMatchObject({ sent: false, why: 'aborted' })
    expect(server.calls('cancel')).toHaveLength(0)
  })
})

const lost: [string, Scripted, object][] = [
  ['a timeout', { hang: true }, { kind: 'timeout' }],
  ['a body that never ends', { ...ok(''), stall: true }, { kind: 'timeout' }],
  ['a cut connection', { cut: 'before' }, { kind: 'cut' }],
  ['a cut body', { ...ok(''), cut: 'body' }, { kind: 'cut' }],
  ['HTTP 500', { http: 500, text: 'oops' }, { kind: 'http', http: 500 }],
  ['HTTP 502', { http: 502, text: '' }, { kind: 'http', http: 502 }],
  ['HTTP 503', { http: 503, json: { message: 'Service unavailable' } }, { kind: 'http', http: 503 }],
  ['HTTP 504', { http: 504, text: '' }, { kind: 'http', http: 504 }],
  ['HTTP 421', { http: 421, text: '' }, { kind: 'http', http: 421 }],
  ['HTTP 404', { http: 404, text: '' }, { kind: 'http', http: 404 }],
  ['HTML at HTTP 200', { text: '<html>' }, { kind: 'unreadable', http: 200 }],
  ['62109', no(62109, 'Internal server exception'), { kind: 'envelope', code: 62109 }],
]

describe('a lost answer', () => {
  it.each(lost)('%s is unconfirmed and not sent again', async (_name, answer, reply) => {
    server.script('cancel', answer)
    server.script('getCurrentTime', ok(1))
    const one = gateway({ timeoutMs: 250 })
    const result = await one.cancelFlowInstance(who, id, { beforeSend: yes })
    expect(result).toMatchObject({ sent: true, verdict: 'unconfirmed', resent: false, reply })
    await one.getCurrentTime()
    expect(server.calls('cancel')).toHaveLength(1)
  })

  it('is also one on a connection that was used before', async () => {
    server.script('cancel', ok(''), { cut: 'before' })
    const one = gateway()
    await one.cancelFlowInstance(who, id, { beforeSend: yes })
    const result = await one.cancelFlowInstance(who, id, { beforeSend: yes })
    expect(result).toMatchObject({ verdict: 'unconfirmed', reply: { kind: 'cut' } })
    expect(server.calls('cancel')).toHaveLength(2)
  })

  it('is never looked for behind a redirect', async () => {
    server.script('cancel', { http: 307, headers: { location: `${server.url}/elsewhere` }, text: '' })
    const result = await gateway().cancelFlowInstance(who, id, { beforeSend: yes })
    expect(result).toMatchObject({ verdict: 'unconfirmed', reply: { kind: 'http', http: 307 } })
    expect(server.received.map((call) => call.operation)).toEqual(['token/get', 'cancel'])
  })

  it('is what a gateway leaves that has gone since the token was got', async () => {
    server.script('cancel', ok(''))
    const one = gateway()
    await one.cancelFlowInstance(who, id, { beforeSend: yes })
    await server.close()
    // On the kept connection, which is closed, the same would read as a cut one: this read takes it away.
    expect(await one.getCurrentTime()).toMatchObject({ error: { kind: 'unreachable' } })
    const answer = await one.cancelFlowInstance(who, id, { beforeSend: yes })
    expect(answer).toMatchObject({ sent: true, verdict: 'unconfirmed', reply: { kind: 'unreachable' } })
  })

  it('does not come from a gateway that nobody could reach', async () => {
    const one = gateway({ url: 'http://127.0.0.1:9' })
    const answer = await one.cancelFlowInstance(who, id, { beforeSend: yes })
    expect(answer).toMatchObject({
      sent: false,
      why: 'token',
      error: { kind: 'unreachable', code: 'not_connected' },
    })
  })
})

const turnedAway: [string, Scripted][] = [
  ['62101', no(62101)],
  ['62103', no(62103)],
  ['62104 at HTTP 500', { http: 500, json: { code: 62104 } }],
  ['HTTP 400', { http: 400, text: 'Cannot process request body' }],
  ['HTTP 403', { http: 403, json: { message: 'Your IP address is not allowed' } }],
  ['HTTP 413', { http: 413, text: '' }],
  ['HTTP 429', { http: 429, text: '', headers: { 'retry-after': '1' } }],
]

describe('a clear refusal', () => {
  it.each(turnedAway)('%s is turned away and not sent again', async (_name, answer) => {
    server.script('cancel', answer)
    const result = await gateway().cancelFlowInstance(who, id, { beforeSend: yes })
    expect(result).toMatchObject({ sent: true, verdict: 'turned_away', resent: false })
    expect(server.calls('cancel')).toHaveLength(1)
  })
})

const expired: [string, Scripted][] = [
  ['1203 in code', no(1203)],
  ['1203 in status', { json: { status: 1203, msg: 'expired' } }],
  ['1203 at HTTP 500', { http: 500, json: { code: '1203' } }],
  ['1003', no(1003)],
  ['HTTP 401', { http: 401, json: { message: 'Invalid authentication credentials' } }],
]

describe('an expired token', () => {
  it.each(expired)('%s is met with one more attempt', async (_name, answer) => {
    server.script('token/get', token('token-1'), token('token-2'))
    server.script('cancel', answer, ok(''))
    const attempts: unknown[] = []
    const result = await gateway().cancelFlowInstance(who, id, {
      beforeSend: async (attempt) => {
        attempts.push(attempt)
        return true
      },
    })
    expect(result).toMatchObject({ sent: true, verdict: 'accepted', resent: true })
    expect(attempts).toEqual([
      { n: 1, resend: false },
      { n: 2, resend: true },
    ])
    const [first, second] = server.calls('cancel')
    expect(server.calls('cancel')).toHaveLength(2)
    expect(second?.headers['apim-accesstoken']).toBe('token-2')
    expect(second?.headers['apim-signature']).not.toBe(first?.headers['apim-signature'])
    expect(second?.body).toBe(first?.body)
  })

  it('is met only once', async () => {
    server.script('cancel', no(1203))
    const result = await gateway().cancelFlowInstance(who, id, { beforeSend: yes })
    expect(result).toMatchObject({ verdict: 'turned_away', resent: true, reply: { code: 1203 } })
    expect(server.calls('cancel')).toHaveLength(2)
  })

  it('is not met again when the second answer is lost', async () => {
    server.script('cancel', no(1203), { cut: 'before' })
    const result = await gateway().cancelFlowInstance(who, id, { beforeSend: yes })
    expect(result).toMatchObject({ verdict: 'unconfirmed', resent: true, reply: { kind: 'cut' } })
    expect(server.calls('cancel')).toHaveLength(2)
  })

  it('is not met when beforeSend says no to another attempt', async () => {
    server.script('cancel', no(1203), ok(''))
    const result = await gateway().cancelFlowInstance(who, id, { beforeSend: async ({ n }) => n === 1 })
    expect(result).toMatchObject({ sent: true, verdict: 'turned_away', resent: false, reply: { code: 1203 } })
    expect(server.calls('cancel')).toHaveLength(1)
  })
})

describe('what a cancel tells logs', () => {
  it('names the operation and the codes, and survives a hook that fails', async () => {
    server.script('cancel', no(1203), ok(''))
    const reports: CallReport[] = []
    const onCall = (report: CallReport) => {
      reports.push(report)
      throw new Error('metrics')
    }
    await gateway({}, { onCall }).cancelFlowInstance(who, id, { beforeSend: yes })
    expect(reports.map(({ operation, http, code, attempt }) => [operation, http, code, attempt])).toEqual([
      ['token.get', 200, 0, 1],
      ['flowInstances.cancel', 200, 1203, 1],
      ['token.get', 200, 0, 1],
      ['flowInstances.cancel', 200, 0, 2],
    ])
    const text = JSON.stringify(reports)
    for (const secret of ['token-1', APP_SECRET, who.userId]) expect(text).not.toContain(secret)
  })
})
