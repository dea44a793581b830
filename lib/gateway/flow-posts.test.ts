import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import type { Gateway } from './client'
import type { CallReport, Ports } from './config'
import type { PostOptions, PostReply } from './post-once'
import { no, ok, type Scripted, timeoutFor, token } from './test-server'

const who = { userId: 'u15426865866571', orgId: 'o15504722874071' }
const triggerTime = 1574385824000
const { server, gateway: gatewayOf } = playWithServer()

const yes = async () => true
const gateway = (ports: Partial<Ports> = {}, timeoutMs = 1000) => gatewayOf({ timeoutMs }, ports)

type Post = (one: Gateway, flowId: string, options: PostOptions) => Promise<PostReply>
const posts: Record<string, { post: Post; body: string }> = {
  trigger: {
    post: (one, flowId, options) => one.triggerFlow(who, { flowId, triggerTime }, options),
    body: `{"flowId":3377,"triggerTime":${triggerTime}}`,
  },
  enable: { post: (one, flowId, options) => one.enableFlow(who, flowId, options), body: '{"flowId":3377}' },
  disable: { post: (one, flowId, options) => one.disableFlow(who, flowId, options), body: '{"flowId":3377}' },
}

const lost: [string, Scripted, object][] = [
  ['a timeout', { hang: true }, { kind: 'timeout' }],
  ['a body that never ends', { ...ok(''), stall: true }, { kind: 'timeout' }],
  ['a cut connection', { cut: 'before' }, { kind: 'cut' }],
  ['a cut body', { ...ok(''), cut: 'body' }, { kind: 'cut' }],
  ['HTTP 502', { http: 502, text: '' }, { kind: 'http', http: 502 }],
  ['HTTP 404', { http: 404, text: '' }, { kind: 'http', http: 404 }],
  ['a redirect', { http: 307, headers: { location: '/elsewhere' }, text: '' }, { kind: 'http', http: 307 }],
  ['HTML at HTTP 200', { text: '<html>' }, { kind: 'unreadable', http: 200 }],
  ['62109', no(62109, 'Internal server exception'), { kind: 'envelope', code: 62109 }],
]

const expired: [string, Scripted][] = [
  ['1203 in code', no(1203)],
  ['1203 in status at HTTP 403', { http: 403, json: { status: '1203' } }],
  ['HTTP 401', { http: 401, json: { message: 'Invalid authentication credentials' } }],
]

describe.each(Object.entries(posts))('%s', (action, { post, body }) => {
  it('is one signed POST of the documented body', async () => {
    server.script(action, ok(''))
    const reports: CallReport[] = []
    const one = gateway({ onCall: (report) => reports.push(report) })
    expect(await post(one, '3377', { beforeSend: yes })).toMatchObject({
      sent: true,
      verdict: 'accepted',
      resent: false,
      reply: { kind: 'envelope', http: 200, code: 0, text: 'OK' },
    })
    const [call] = server.calls(action)
    expect(call?.method).toBe('POST')
    expect(call?.url).toBe(
      `/batch-processing-service/v2.1/flows?action=${action}&userId=u15426865866571&orgId=o15504722874071`,
    )
    expect(call?.body).toBe(body)
    expect(reports.map((report) => report.operation)).toEqual(['token.get', `flows.${action}`])
  })

  it('is not sent when it may not be, and asks after the token', async () => {
    server.script(action, ok(''))
    const seen: unknown[] = []
    const beforeSend: PostOptions['beforeSend'] = async (attempt) => {
      seen.push(attempt, server.calls('token/get').length)
      return false
    }
    expect(await post(gateway(), '3377', { beforeSend })).toEqual({ sent: false, why: 'not_allowed' })
    expect(seen).toEqual([{ n: 1, resend: false }, 1])
    expect(server.calls(action)).toHaveLength(0)
  })

  it('is not sent without a token', async () => {
    server.script('token/get', { json: { status: 1002, msg: 'appKey does not exist' } })
    expect(await post(gateway(), '3377', { beforeSend: yes })).toMatchObject({ sent: false, why: 'token' })
    expect(server.calls(action)).toHaveLength(0)
  })

  it.each(lost)('is unconfirmed after %s, and not sent again', async (_name, answer, reply) => {
    server.script(action, answer)
    server.script('getCurrentTime', ok(1))
    const one = gateway({}, timeoutFor(answer))
    const result = await post(one, '3377', { beforeSend: yes })
    expect(result).toMatchObject({ sent: true, verdict: 'unconfirmed', resent: false, reply })
    await one.getCurrentTime()
    expect(server.calls(action)).toHaveLength(1)
    expect(server.received.some((call) => call.url.includes('elsewhere'))).toBe(false)
  })

  it.each([62101, 62102, 62103, 62104, 62105])('is turned away by %d, and not sent again', async (code) => {
    server.script(action, no(code))
    expect(await post(gateway(), '3377', { beforeSend: yes })).toMatchObject({
      sent: true,
      verdict: 'turned_away',
      reply: { code, requestId: 'r-1' },
    })
    expect(server.calls(action)).toHaveLength(1)
  })

  it.each(expired)('is sent again once after %s, signed anew', async (_name, answer) => {
    server.script('token/get', token('token-1'), token('token-2'))
    server.script(action, answer, ok(''))
    const attempts: unknown[] = []
    const beforeSend: PostOptions['beforeSend'] = async (attempt) => attempts.push(attempt) > 0
    expect(await post(gateway(), '3377', { beforeSend })).toMatchObject({
      verdict: 'accepted',
      resent: true,
    })
    expect(attempts).toEqual([
      { n: 1, resend: false },
      { n: 2, resend: true },
    ])
    expect(server.calls(action).map((call) => call.headers['apim-accesstoken'])).toEqual([
      'token-1',
      'token-2',
    ])

    server.script(action, answer)
    expect(await post(gateway(), '3377', { beforeSend: yes })).toMatchObject({
      verdict: 'turned_away',
      resent: true,
    })
    expect(server.calls(action)).toHaveLength(4)
  })

  it.each(['', 'x', '33 77', '../3377', '-1', '1'.repeat(41)])('refuses the workflow %j', async (bad) => {
    expect(await post(gateway(), bad, { beforeSend: yes })).toEqual({
      sent: false,
      why: 'bad_input',
      error: { kind: 'bad_input', code: 'flow_id' },
    })
    expect(server.received).toHaveLength(0)
  })

  it('sends a number that is too great for one as a text', async () => {
    server.script(action, ok(''))
    await post(gateway(), '98765432109876543210', { beforeSend: yes })
    expect(server.calls(action)[0]?.body).toContain('"flowId":"98765432109876543210"')
  })
})

describe('what a trigger brings', () => {
  const made = async (answer: Scripted) => {
    server.script('trigger', answer)
    const reply = await gateway().triggerFlow(who, { flowId: '3377', triggerTime }, { beforeSend: yes })
    return 'newFlowInstId' in reply ? reply.newFlowInstId : 'nothing'
  }

  it.each<[unknown, string | null]>([
    [{ flowInstanceId: '2791-19700101000000' }, '2791-19700101000000'],
    [{ flow_instance_id: '2791-19700101000000' }, '2791-19700101000000'],
    [{ flowInstId: '2791-19700101000000' }, '2791-19700101000000'],
    [{ instanceId: '2791-19700101000000' }, '2791-19700101000000'],
    [{ instId: '2791-19700101000000' }, '2791-19700101000000'],
    [[{ flowInstanceId: '2791-19700101000000' }], '2791-19700101000000'],
    ['{"flowInstanceId":"2791-19700101000000"}', '2791-19700101000000'],
    ['', null],
    [null, null],
    [{}, null],
    [{ flowInstanceId: 2791 }, null],
    [{ flowInstanceId: '../2791-19700101000000' }, null],
    [{ flowInstanceId: '<b>2791-19700101</b>' }, null],
    [{ flowInstanceId: { deep: '2791-19700101000000' } }, null],
    [{ flowInstanceId: `2791-${'1'.repeat(200)}` }, null],
  ])('is read from %j', async (data, id) => {
    expect(await made(ok(data))).toBe(id)
  })

  it('is nothing to believe where EnOS did not accept', async () => {
    const data = { flowInstanceId: '2791-19700101000000' }
    expect(await made({ json: { code: 62104, msg: 'no', data } })).toBeNull()
    expect(await made({ http: 500, json: { data } })).toBeNull()
  })

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
    'is not asked for at %d',
    async (time) => {
      const trigger = { flowId: '3377', triggerTime: time }
      expect(await gateway().triggerFlow(who, trigger, { beforeSend: yes })).toMatchObject({
        sent: false,
        why: 'bad_input',
        error: { code: 'trigger_time' },
      })
      expect(server.received).toHaveLength(0)
    },
  )
})
