import { describe, expect, it } from 'vitest'
import { LOG_LIMIT } from '@/lib/shared/tasks'
import { playWithServer } from '@/lib/testing/scripted-server'
import type { CallReport, Ports } from './config'
import { no, ok, type Scripted } from './test-server'

const who = { userId: 'u15426865866571', orgId: 'o15504722874071' }
const id = '105007-20190812013400'
const { server, gateway: gatewayOf } = playWithServer()

const gateway = (ports: Partial<Ports> = {}) => gatewayOf({ timeoutMs: 5_000 }, ports)

describe('a task', () => {
  it('is asked for in one signed GET', async () => {
    server.script('get', ok({ instanceId: id, status: 2 }))
    const reports: CallReport[] = []
    const task = await gateway({ onCall: (report) => reports.push(report) }).getTaskInstance(who, id)
    expect(task).toMatchObject({ ok: true, value: { taskInstId: id, status: { name: 'RUNNING' } } })
    const [call] = server.calls('get')
    expect([call?.method, call?.body]).toEqual(['GET', ''])
    expect(new URL(`${server.url}${call?.url}`).pathname).toBe('/batch-processing-service/v2.1/taskInstances')
    expect(Object.fromEntries(new URL(`${server.url}${call?.url}`).searchParams)).toEqual({
      action: 'get',
      taskInstId: id,
      ...who,
    })
    expect(reports.map((report) => report.operation)).toEqual(['token.get', 'taskInstances.get'])
  })

  it.each<[string, Scripted]>([
    ['HTTP 404', { http: 404, json: { message: 'no Route matched with those values' } }],
    ['HTTP 404 as a page', { http: 404, text: '<html>Not found</html>' }],
    ['HTTP 404 that repeats itself', { http: 404, json: { code: 404, msg: 'Not Found' } }],
    ['an unknown action', no(62102, 'Unknown action: get')],
    ['an invalid action', no(99400, 'invalid action')],
    ['an action that is not supported', no(501, 'The API is not supported')],
    ['an action that does not exist', no(62102, 'action get does not exist')],
  ])('is not offered after %s', async (_name, answer) => {
    server.script('get', answer)
    expect(await gateway().getTaskInstance(who, id)).toEqual({ ok: true, value: 'not_offered' })
  })

  it.each<[string, Scripted, object]>([
    ['a wrong id', no(62102, 'Invalid taskInstId'), { kind: 'rejected', code: 62102 }],
    ['no right', no(62103, 'User has no privilege.'), { kind: 'rejected', code: 62103 }],
    [
      'a code at HTTP 404',
      { http: 404, json: { code: 62102, msg: 'Instance not found' } },
      { kind: 'rejected' },
    ],
    ['a failure', { http: 500, text: '' }, { kind: 'gateway_error', http: 500 }],
    ['another task', ok({ instanceId: '105008-20190812013400' }), { code: 'unexpected_shape' }],
    ['nothing', ok(''), { code: 'unexpected_shape' }],
    ['an empty list', ok([]), { code: 'unexpected_shape' }],
  ])('is a failure after %s', async (_name, answer, error) => {
    server.script('get', answer)
    expect(await gateway().getTaskInstance(who, id)).toMatchObject({ ok: false, error })
  })

  it.each(['', 'x', '105007', '105007-1234567', `${id} `, '-1-20190812', `${'1'.repeat(99)}-20190812`])(
    'with the id %j is not asked for',
    async (bad) => {
      const error = { kind: 'bad_input', code: 'task_inst_id' }
      expect(await gateway().getTaskInstance(who, bad)).toEqual({ ok: false, error })
      expect(await gateway().getTaskLog(who, bad)).toEqual({ ok: false, error })
      expect(server.received).toHaveLength(0)
    },
  )
})

describe('a log', () => {
  const logOf = async (data: unknown) => {
    server.script('getLog', ok(data))
    return gateway().getTaskLog(who, id)
  }

  it('is asked for with its limit', async () => {
    const reports: CallReport[] = []
    server.script('getLog', ok({ log: 'hello\n\tworld' }))
    const one = gateway({ onCall: (report) => reports.push(report) })
    expect(await one.getTaskLog(who, id)).toEqual({ ok: true, value: { log: 'hello\n\tworld' } })
    const [call] = server.calls('getLog')
    expect(Object.fromEntries(new URL(`${server.url}${call?.url}`).searchParams)).toEqual({
      action: 'getLog',
      taskInstId: id,
      maxLength: '1048576',
      ...who,
    })
    expect(reports.at(-1)?.operation).toBe('taskInstances.getLog')
  })

  it.each<[string, unknown, string | null]>([
    ['a list of one', [{ log: 'a' }], 'a'],
    ['an empty one', { log: '' }, ''],
    ['one that was not sent', {}, null],
    ['none', { log: null }, null],
    ['blanks and line ends', { log: ' a\r\n\u001b[31mb ' }, ' a\r\n\u001b[31mb '],
    ['NUL and half characters', { log: 'a\0b\uD800c' }, 'a\uFFFDb\uFFFDc'],
  ])('is read from %s', async (_name, data, log) => {
    expect(await logOf(data)).toEqual({ ok: true, value: { log } })
  })

  it.each<[string, Scripted]>([
    ['the older words', no(62109, 'No log found')],
    ['the newer words', no(62102, 'Invalid taskInstId or it has no log')],
    ['an instance that is not there', no(62102, 'Instance not found')],
  ])('is none after %s', async (_name, answer) => {
    server.script('getLog', answer)
    expect(await gateway().getTaskLog(who, id)).toEqual({ ok: true, value: { log: null } })
  })

  it.each<[string, Scripted, object]>([
    ['a failure of the service', no(62109, 'Internal server exception'), { code: 62109 }],
    ['a wrong parameter', no(62102, 'Incorrect parameter'), { code: 62102 }],
    ['no right', no(62103), { code: 62103 }],
    ['a log that is no text', ok({ log: ['a'] }), { code: 'unexpected_shape' }],
    ['a text that is no log', ok('what'), { code: 'unexpected_shape' }],
    ['no such call', { http: 404, text: '' }, { kind: 'gateway_error', http: 404 }],
  ])('is a failure after %s', async (_name, answer, error) => {
    server.script('getLog', answer)
    expect(await gateway().getTaskLog(who, id)).toMatchObject({ ok: false, error })
  })

  it.each([
    ['letters', 'x'],
    ['characters of three bytes', '风'],
    ['control characters, six letters each in JSON', '\u001b'],
  ])('of the greatest length is read whole: %s', async (_name, letter) => {
    const answer = await logOf({ log: letter.repeat(LOG_LIMIT) })
    expect(answer.ok && answer.value.log?.length).toBe(LOG_LIMIT)
  })
})

describe('an instance as it was sent', () => {
  it('comes with what was made of it', async () => {
    const data = { instanceId: '2438-201908081020', odd: [1, { b: null }], graph: '{"tasks":[]}' }
    server.script('get', ok(data))
    expect(await gateway().getRawFlowInstance(who, '2438-201908081020')).toMatchObject({
      ok: true,
      value: { instance: { flowInstId: '2438-201908081020' }, raw: data },
    })
    expect(await gateway().getRawFlowInstance(who, '2438-201908081021')).toMatchObject({ ok: false })
  })
})
