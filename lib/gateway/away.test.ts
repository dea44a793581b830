import { beforeEach, describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import type { Gateway } from './client'
import type { AwayChange } from './config'
import { no, ok, type Scripted, timeoutFor } from './test-server'

const who = { userId: 'u1', orgId: 'o1' }
const id = '2438-201908081020'
const cut: Scripted = { cut: 'before' }
const instance = ok([{ instanceId: id, flowId: 2438, owner: 'alice', status: 2 }])
const unreachable = { ok: false, error: { kind: 'unreachable', code: 'connection_cut' } }

const { server, gateway: gatewayOf } = playWithServer()
let told: AwayChange[]
let gateway: Gateway
/** The clock stands still, but for what a test adds (Unix ms). */
let now: number

beforeEach(() => {
  told = []
  now = Date.now()
  gateway = openGateway()
})

const openGateway = (timeoutMs = timeoutFor({})) =>
  gatewayOf({ timeoutMs }, { now: () => now, onAway: (change) => told.push(change) })
const read = () => gateway.getFlowInstance(who, id)
const askedFor = (operation: string) => server.calls(operation).length

async function loseIt(): Promise<void> {
  server.script('get', cut)
  while (gateway.away() === null) await read()
}

describe('an EnOS that is away', () => {
  it('is asked once a second, however many want to know; then everybody goes on at once', async () => {
    await loseIt()
    const before = askedFor('get')
    for (const looks of [1, 2, 3]) {
      now += 1_000
      for (const after of [0, 500, 499]) {
        now += after
        const answers = await Promise.all(Array.from({ length: 20 }, read))
        for (const answer of answers) expect(answer).toEqual(unreachable)
        expect(askedFor('get') - before).toBe(looks)
      }
    }
    expect(told).toEqual([{ isAway: true, error: unreachable.error }])

    server.script('get', instance)
    now += 1_000
    expect(await read()).toMatchObject({ ok: true })
    const all = await Promise.all(Array.from({ length: 20 }, read))
    expect(all.every((answer) => answer.ok)).toBe(true)
    expect(told).toEqual([
      { isAway: true, error: unreachable.error },
      { isAway: false, ms: expect.any(Number) },
    ])
  })

  it('all who come together go on with the one that finds it back', async () => {
    await loseIt()
    server.script('get', instance)
    now += 1_000
    const all = await Promise.all(Array.from({ length: 10 }, read))
    expect(all.every((answer) => answer.ok)).toBe(true)
  })

  it('a log-in is still tried, and another service that answers proves nothing', async () => {
    await loseIt()
    server.script('login', no(30400))
    const answer = await gateway.logIn({ principal: 'alice', credentials: 'x' })
    expect(answer).toMatchObject({ error: { kind: 'sign_in', reason: 'wrong_password' } })
    expect(gateway.away()).not.toBeNull()
  })

  it('a cancel that has been asked for is sent, and its answer ends the waiting', async () => {
    await loseIt()
    server.script('cancel', ok(''))
    const reply = await gateway.cancelFlowInstance(who, id, { beforeSend: async () => true })
    expect(reply).toMatchObject({ sent: true, verdict: 'accepted' })
    expect(gateway.away()).toBeNull()
  })

  it('is also one whose token service is', async () => {
    server.script('token/get', { http: 503, text: '' })
    while (gateway.away() === null) {
      expect(await read()).toMatchObject({ error: { kind: 'gateway_error', http: 503 } })
    }
    expect(askedFor('get')).toBe(0)
    const before = askedFor('token/get')
    await Promise.all(Array.from({ length: 20 }, read))
    // One look at most, which asks twice.
    expect(askedFor('token/get') - before).toBeLessThanOrEqual(2)
  })

  it('or one that does not answer in time; a caller with less time than that shows nothing', async () => {
    const silent = { hang: true }
    server.script('get', silent)
    gateway = openGateway(timeoutFor(silent))
    for (let n = 0; n < 6; n++) await gateway.getFlowInstance(who, id, { deadlineMs: 50 })
    expect(gateway.away()).toBeNull()
    await Promise.all(Array.from({ length: 5 }, read))
    expect(gateway.away()).not.toBeNull()
    expect(await read()).toEqual({ ok: false, error: { kind: 'timeout', code: 'timed_out' } })
  })

  it('is none that turns everything down', async () => {
    for (const answer of [no(62109), { http: 500, text: '' }, { http: 200, text: '<html>' }] as Scripted[]) {
      server.script('get', answer)
      await Promise.all(Array.from({ length: 10 }, read))
      expect(gateway.away()).toBeNull()
    }
  })
})
