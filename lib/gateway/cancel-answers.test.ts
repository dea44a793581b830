import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { no, ok, type Scripted, timeoutFor, token } from './test-server'

const who = { userId: 'u15426865866571', orgId: 'o15504722874071' }
const id = '2438-201908081020'
const { server, gateway } = playWithServer()

const yes = async () => true

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
    const one = gateway({ timeoutMs: timeoutFor(answer) })
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
