import { describe, expect, it, vi } from 'vitest'
import { forgetReads, shareRead } from '@/lib/instances/shared-reads'
import { viewerOf } from '@/lib/testing/people'

let people = 0
/** Somebody whom no other test here has read for. */
const somebody = () => viewerOf({ userId: `u${++people}` })

function counted() {
  let reads = 0
  return async () => ({ ok: true, value: ++reads })
}

describe('reads of one person', () => {
  it('that are equal are made once for all who ask together, and different ones apart', async () => {
    const person = somebody()
    const [list, instance] = [counted(), counted()]
    const lists = await Promise.all([1, 2, 3].map(() => shareRead(person, 'list', list)))
    expect(lists.map(({ value }) => value)).toEqual([1, 1, 1])
    expect(await shareRead(person, 'instance 7-201908081020', instance)).toEqual({ ok: true, value: 1 })
    expect(await list()).toEqual({ ok: true, value: 2 })
  })

  it('are shared for a second from their answer, and not longer', async () => {
    vi.useFakeTimers()
    try {
      const person = somebody()
      const read = counted()
      const value = async () => (await shareRead(person, 'list', read)).value
      expect(await value()).toBe(1)
      await vi.advanceTimersByTimeAsync(999)
      expect(await value()).toBe(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(await value()).toBe(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('are never shared with anybody else', async () => {
    const same = { userId: 'u0', orgId: 'o1', username: 'alice' }
    const others = [{}, { userId: 'u00' }, { orgId: 'o2' }, { username: 'alice2' }, { orgId: 'o1","u0' }]
    const read = counted()
    const answers = await Promise.all(
      others.map((other) => shareRead(viewerOf({ ...same, ...other }), 'list', read)),
    )
    expect(answers.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5])
  })

  it('that failed are made again at once, whether they said so or threw', async () => {
    const person = somebody()
    const answers = [async () => ({ ok: false }), () => Promise.reject(new Error('gone')), counted()] as const
    expect(await shareRead(person, 'list', answers[0])).toEqual({ ok: false })
    await expect(shareRead(person, 'list', answers[1])).rejects.toThrow('gone')
    expect(await shareRead(person, 'list', answers[2])).toEqual({ ok: true, value: 1 })
  })

  it('that began before this person’s own cancel are not handed out after it; those of others are', async () => {
    const [person, other] = [somebody(), somebody()]
    let answer = (_: { ok: boolean; value: number }): void => undefined
    const slow = new Promise<{ ok: boolean; value: number }>((resolve) => {
      answer = resolve
    })
    const before = shareRead(person, 'list', () => slow)
    const theirs = counted()
    await shareRead(other, 'list', theirs)
    forgetReads(person)
    const after = shareRead(person, 'list', async () => ({ ok: true, value: 2 }))
    // The old one comes last, and still is not what anybody is given.
    answer({ ok: true, value: 1 })
    expect([await before, await after]).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ])
    expect(await shareRead(person, 'list', counted())).toEqual({ ok: true, value: 2 })
    expect(await shareRead(other, 'list', theirs)).toEqual({ ok: true, value: 1 })
  })

  it('are read apart, not forgotten, once very many are shared', async () => {
    const first = somebody()
    const read = counted()
    await shareRead(first, 'list', read)
    const crowd = Array.from({ length: 2_500 }, somebody)
    await Promise.all(crowd.map((one) => shareRead(one, 'list', counted())))
    const last = crowd.at(-1) as (typeof crowd)[number]
    const alone = counted()
    expect(await shareRead(last, 'list', alone)).toEqual({ ok: true, value: 1 })
    expect(await shareRead(last, 'list', alone)).toEqual({ ok: true, value: 2 })
    expect(await shareRead(first, 'list', read)).toEqual({ ok: true, value: 1 })
  })
})
