import { describe, expect, it } from 'vitest'
import type { Priority } from './config'
import { createLimiter, type Slot } from './limiter'

/** A clock that only moves when somebody sleeps, and the sleepers in order. */
function fakeTime(start = 1_000_000) {
  let now = start
  return {
    now: () => now,
    set: (value: number) => {
      now = value
    },
    sleep: async (ms: number) => {
      await new Promise((resolve) => setImmediate(resolve))
      now += ms
    },
  }
}

const isSlot = (slot: Slot | string): slot is Slot => typeof slot !== 'string'

async function start(wait: Promise<Slot | 'full' | 'aborted'>): Promise<Slot> {
  const slot = await wait
  if (!isSlot(slot)) throw new Error(slot)
  slot.begin()
  return slot
}

describe('the limiter', () => {
  it('lets no more than maxRps calls start in any second', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 5, ports: time })
    const starts: number[] = []
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        await start(limiter.acquire('person'))
        starts.push(time.now())
      }),
    )
    expect(starts).toHaveLength(40)
    starts.forEach((at, index) => {
      const sixth = starts[index + 5]
      if (sixth !== undefined) expect(sixth - at).toBeGreaterThan(1000)
    })
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeLessThan(7 * 1200)
  })

  it('serves people first, and each kind in order', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 1, ports: time })
    const order: string[] = []
    const join = async (name: string, priority: Priority) => {
      await start(limiter.acquire(priority))
      order.push(name)
    }
    await Promise.all([
      join('first', 'background'),
      join('b1', 'background'),
      join('b2', 'background'),
      join('p1', 'person'),
      join('p2', 'person'),
    ])
    expect(order).toEqual(['first', 'p1', 'p2', 'b1', 'b2'])
  })

  it('lets all who wait take turns, whoever asked for more', async () => {
    const limiter = createLimiter({ maxRps: 1, ports: fakeTime() })
    const order: string[] = []
    const join = async (lane: string) => {
      await start(limiter.acquire('person', undefined, lane))
      order.push(lane)
    }
    // The first is alone when it comes.
    await Promise.all([...'aaaaaabbbc'].map(join))
    expect(order.join('')).toBe('aabcababaa')
  })

  it('leaves room for others where one asks for too much', async () => {
    const limiter = createLimiter({ maxRps: 1, ports: fakeTime(), maxWaiting: 4 })
    const stop = new AbortController()
    const ask = (lane: string) => limiter.acquire('person', stop.signal, lane)
    const [first, ...waiting] = [ask('a'), ask('a'), ask('a')]
    expect(isSlot((await first) as Slot)).toBe(true)
    expect(await ask('a')).toBe('full')
    const others = [ask('b'), ask('c')]
    expect(await ask('d')).toBe('full')
    stop.abort()
    expect(await Promise.all([...waiting, ...others])).toEqual(Array(4).fill('aborted'))
  })

  it('lets nobody’s cancel wait for a storm of log-ins', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 1, ports: time })
    const order: string[] = []
    const join = async (name: string, priority: Priority) => {
      await start(limiter.acquire(priority))
      order.push(name)
    }
    const storm = Array.from({ length: 5 }, (_, n) => join(`log-in ${n}`, 'log_in'))
    await Promise.all([...storm, join('follower', 'background'), join('cancel', 'person')])
    expect(order.slice(0, 2)).toEqual(['log-in 0', 'cancel'])
  })

  it('lets neither log-ins nor the background wait for more than one of the other, whatever people do', async () => {
    const limiter = createLimiter({ maxRps: 1, ports: fakeTime() })
    const order: string[] = []
    const join = async (name: string, priority: Priority) => {
      await start(limiter.acquire(priority))
      order.push(name)
    }
    const many = (name: string, priority: Priority) =>
      Array.from({ length: 3 }, (_, n) => join(`${name} ${n}`, priority))
    await Promise.all([
      ...many('log-in', 'log_in'),
      ...many('follower', 'background'),
      ...many('cancel', 'person'),
    ])
    expect(order).toEqual([
      'log-in 0',
      ...['cancel 0', 'cancel 1', 'cancel 2'],
      ...['follower 0', 'log-in 1', 'follower 1', 'log-in 2', 'follower 2'],
    ])
  })

  it('counts a place from when its call leaves, and reuses one that is given back', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 1, ports: time })
    const held = await limiter.acquire('person')
    const next = limiter.acquire('person')
    time.set(time.now() + 60_000)
    expect(await Promise.race([next, Promise.resolve('waiting')])).toBe('waiting')
    if (isSlot(held)) held.release()
    expect(isSlot(await next)).toBe(true)
  })

  it('does not free a begun place by releasing it', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 1, ports: time })
    const slot = await start(limiter.acquire('person'))
    const at = time.now()
    slot.release()
    await start(limiter.acquire('person'))
    expect(time.now() - at).toBeGreaterThan(1000)
  })

  it('turns away beyond its queue, for each priority apart', async () => {
    const limiter = createLimiter({ maxRps: 1, maxWaiting: 2, ports: fakeTime() })
    await limiter.acquire('background')
    void limiter.acquire('background')
    void limiter.acquire('background')
    expect(await limiter.acquire('background')).toBe('full')
    const person = limiter.acquire('person')
    expect(await Promise.race([person, Promise.resolve('waiting')])).toBe('waiting')
  })

  it('forgets a waiter that gives up', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 1, ports: time })
    const held = await limiter.acquire('person')
    const stop = new AbortController()
    const given = limiter.acquire('person', stop.signal)
    const next = limiter.acquire('person')
    stop.abort()
    expect(await given).toBe('aborted')
    expect(await limiter.acquire('person', stop.signal)).toBe('aborted')
    if (isSlot(held)) held.release()
    expect(isSlot(await next)).toBe(true)
  })

  it('does not wait for a clock that was set back to catch up', async () => {
    const time = fakeTime()
    const limiter = createLimiter({ maxRps: 1, ports: time })
    await start(limiter.acquire('person'))
    time.set(time.now() - 3_600_000)
    const at = time.now()
    await start(limiter.acquire('person'))
    expect(time.now() - at).toBeLessThan(2200)
  })
})
