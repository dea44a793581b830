import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import type { CallReport } from './config'
import { signCall } from './sign'
import { APP_SECRET, no, ok, token } from './test-server'

const who = { userId: 'u15426865866571', orgId: 'o15504722874071' }
const id = '2438-201908081020'
const { server, gateway } = playWithServer()

const yes = async () => true

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
