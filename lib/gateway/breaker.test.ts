import { describe, expect, it } from 'vitest'
import { type Breaker, createBreaker, isAway, type Pass, signOfReply } from './breaker'
import type { AwayChange } from './config'
import type { GatewayError } from './errors'

const cut = { kind: 'unreachable', code: 'connection_cut' } as const satisfies GatewayError
const down = { kind: 'gateway_error', code: 'http_error', http: 503 } as const satisfies GatewayError
const GET = 'flowInstances.get'
const LIST = 'flowInstances.search'

function scene() {
  const clock = { at: 1_700_000_000_000 }
  const told: AwayChange[] = []
  const breaker = createBreaker({ now: () => clock.at, onAway: (change) => told.push(change) })
  return { clock, told, breaker }
}

function closedThenOpen() {
  const made = scene()
  for (let n = 0; n < 5; n++) made.breaker.hear(cut)
  return made
}

type Asker = Parameters<Breaker['enter']>[0]

const enter = (breaker: Breaker, asker: Asker = 'person', operation = GET) =>
  breaker.enter(asker, operation, new AbortController().signal)

async function pass(breaker: Breaker, asker: Asker = 'person', operation = GET): Promise<Pass> {
  const entered = await enter(breaker, asker, operation)
  if (!('tell' in entered)) throw new Error(`refused: ${entered.kind}`)
  return entered
}

describe('what opens the breaker', () => {
  it.each<[string, ('away' | 'there' | 'nothing')[], boolean]>([
    ['four failures', ['away', 'away', 'away', 'away'], false],
    ['five in a row', ['away', 'away', 'away', 'away', 'away'], true],
    ['five, but an answer among them', ['away', 'away', 'there', 'away', 'away', 'away'], false],
    [
      'five, and some that nobody waited for',
      ['away', 'nothing', 'away', 'away', 'nothing', 'away', 'away'],
      true,
    ],
    ['an answer after five', ['away', 'away', 'away', 'away', 'away', 'there'], false],
  ])('%s', (_, signs, isOpen) => {
    const { breaker } = scene()
    for (const sign of signs) breaker.hear(sign === 'away' ? cut : sign)
    expect(breaker.away() !== null).toBe(isOpen)
  })

  it.each<[GatewayError, boolean]>([
    [cut, true],
    [{ kind: 'unreachable', code: 'not_connected' }, true],
    [{ kind: 'timeout', code: 'timed_out' }, true],
    [{ kind: 'gateway_error', code: 'http_error', http: 502 }, true],
    [down, true],
    [{ kind: 'gateway_error', code: 'http_error', http: 504 }, true],
    [{ kind: 'gateway_error', code: 'http_error', http: 500 }, false],
    [{ kind: 'gateway_error', code: 'redirect', http: 302 }, false],
    [{ kind: 'limited', code: 'too_many_calls', retryAfterMs: null }, false],
    [{ kind: 'limited', code: 'past_deadline', retryAfterMs: null }, false],
    [{ kind: 'malformed', code: 'unreadable_body', http: 200 }, false],
    [{ kind: 'unauthorized', code: 'token_refused', enosCode: null, requestId: null }, false],
    [{ kind: 'rejected', code: 62109, text: '', requestId: null, http: 200 }, false],
    [{ kind: 'aborted', code: 'aborted' }, false],
  ])('%j: %s', (error, expected) => expect(isAway(error)).toBe(expected))

  it('an answer with a code of EnOS shows that it is there, whatever its status', () => {
    const envelope = {
      kind: 'envelope',
      http: 503,
      code: 62109,
      text: '',
      requestId: null,
      body: {},
    } as const
    expect(signOfReply(envelope)).toBe('there')
    expect(signOfReply({ kind: 'http', http: 429 })).toBe('there')
    expect(signOfReply({ kind: 'http', http: 503 })).toEqual(down)
  })
})

describe('while EnOS is away', () => {
  it('everybody is told at once what was found last, and the log hears of it once', async () => {
    const { breaker, told } = closedThenOpen()
    expect(await enter(breaker)).toEqual(cut)
    breaker.hear(down)
    expect(await enter(breaker)).toEqual(down)
    expect(told).toEqual([{ isAway: true, error: cut }])
  })

  it('people look once a second, and each operation for itself', async () => {
    const { breaker, clock } = closedThenOpen()
    for (let second = 1; second <= 20; second++) {
      clock.at += 1_000
      const [get, list] = [await pass(breaker), await pass(breaker, 'person', LIST)]
      get.tell(cut)
      list.tell(cut)
      expect(await enter(breaker)).toEqual(cut)
      clock.at += 999
      expect(await enter(breaker)).toEqual(cut)
      clock.at -= 999
    }
  })

  it('the background waits longer each time, and neither takes a look from people nor loses one to them', async () => {
    const { breaker, clock } = closedThenOpen()
    const start = clock.at
    const looked: number[] = []
    for (; clock.at < start + 70_000; clock.at += 500) {
      const entered = await enter(breaker, 'background')
      if ('tell' in entered) {
        looked.push((clock.at - start) / 1000)
        expect(breaker.away()?.looksAgainAt).toBeGreaterThan(clock.at)
        entered.tell(cut)
      }
      if (clock.at % 1000 === start % 1000 && clock.at > start) (await pass(breaker)).tell(cut)
    }
    expect(looked).toEqual([1, 3, 8, 18, 33, 48, 63])
  })

  it('says when the background may look again', async () => {
    const { breaker, clock } = closedThenOpen()
    const since = clock.at
    expect(breaker.away()).toEqual({ since, looksAgainAt: since + 1_000 })
    clock.at += 1_000
    ;(await pass(breaker, 'background')).tell(cut)
    expect(breaker.away()).toEqual({ since, looksAgainAt: since + 3_000 })
  })

  it('one look at a time: whoever comes meanwhile shares what it finds', async () => {
    const { breaker, clock, told } = closedThenOpen()
    clock.at += 1_000
    const look = await pass(breaker)
    const [first, second] = [enter(breaker), enter(breaker)]
    look.tell(down)
    expect(await Promise.all([first, second])).toEqual([down, down])

    clock.at += 1_000
    const again = await pass(breaker)
    const waiting = [enter(breaker), enter(breaker)]
    clock.at += 500
    again.tell('there')
    for (const entered of await Promise.all(waiting)) expect(entered).toHaveProperty('tell')
    expect(breaker.away()).toBeNull()
    expect(told).toEqual([
      { isAway: true, error: cut },
      { isAway: false, ms: 2_500 },
    ])
  })

  it('nobody waits for a look for longer than they have time', async () => {
    const { breaker, clock } = closedThenOpen()
    clock.at += 1_000
    await pass(breaker)
    const stop = new AbortController()
    const waiting = breaker.enter('person', GET, stop.signal)
    stop.abort()
    expect(await waiting).toEqual(cut)
  })

  it('a look that came to nothing leaves it open, and makes room for the next', async () => {
    const { breaker, clock } = closedThenOpen()
    clock.at += 1_000
    ;(await pass(breaker)).tell('nothing')
    expect(breaker.away()).not.toBeNull()
    clock.at += 1_000
    ;(await pass(breaker)).tell('there')
    expect(breaker.away()).toBeNull()
  })

  it('an answer to a call that nothing held back ends it, too', async () => {
    const { breaker } = closedThenOpen()
    breaker.hear('there')
    for (let n = 0; n < 4; n++) (await pass(breaker)).tell(cut)
    expect(breaker.away()).toBeNull()
    ;(await pass(breaker)).tell(cut)
    expect(breaker.away()).not.toBeNull()
  })

  it('a clock that was set back delays nobody', async () => {
    const { breaker, clock } = closedThenOpen()
    clock.at -= 3_600_000
    expect(breaker.away()?.looksAgainAt).toBeLessThanOrEqual(clock.at)
    ;(await pass(breaker, 'background')).tell(cut)
    expect(breaker.away()?.looksAgainAt).toBe(clock.at + 2_000)
    ;(await pass(breaker)).tell(cut)
  })
})
