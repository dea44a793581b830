import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { APP_KEY, APP_SECRET, no, ok, type Scripted } from './test-server'

const who = { userId: 'u1', orgId: 'o1' }
const { server, gateway } = playWithServer()
const time = (...answers: Scripted[]) => server.script('getCurrentTime', ...answers)
const now = ok(1565251865242)
const asked = () => server.calls('getCurrentTime').length

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
    const one = gateway({}, { now: () => 1_700_000_000_000 })
    await Promise.all(Array.from({ length: 20 }, () => one.getCurrentTime()))
    const signatures = server.calls('getCurrentTime').map((call) => call.headers['apim-signature'])
    expect(new Set(signatures).size).toBe(20)
  })
})

describe('reads of several people', () => {
  it('take turns, so that none waits for all that another one asked for before', async () => {
    server.script('get', ok({ instanceId: '2438-201908081020' }))
    const one = gateway({ maxRps: 4 })
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

describe('one instance', () => {
  it('is never taken from an answer about another one', async () => {
    server.script('get', ok([{ instanceId: '2438-201908081030', flowId: 2438, owner: 'alice', status: 2 }]))
    const answer = await gateway().getFlowInstance(who, '2438-201908081020')
    expect(answer).toEqual({ ok: false, error: { kind: 'malformed', code: 'unexpected_shape', http: 200 } })
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
