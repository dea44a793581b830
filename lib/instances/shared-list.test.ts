import { describe, expect, it } from 'vitest'
import { forgetList, type ListResult, shareList } from '@/lib/instances/shared-list'
import { viewerOf } from '@/lib/testing/people'

const alice = viewerOf()
const list = (readAt: number): ListResult => ({
  ok: true,
  value: { rows: [], readAt, refreshAfterMs: 5_000, truncated: false },
})

describe('a list of one person', () => {
  it('is read once for tabs that ask together, and again after that person’s own cancel', async () => {
    let reads = 0
    const read = async (): Promise<ListResult> => list(++reads)
    const together = await Promise.all([
      shareList(alice, read),
      shareList(alice, read),
      shareList(alice, read),
    ])
    expect(reads).toBe(1)
    expect(together).toEqual([list(1), list(1), list(1)])
    forgetList(alice)
    expect(await shareList(alice, read)).toEqual(list(2))
  })

  it('is never shared with anybody else', async () => {
    const others = [viewerOf({ userId: 'u2' }), viewerOf({ orgId: 'o2' }), viewerOf({ username: 'alice2' })]
    const results = await Promise.all(others.map((viewer, n) => shareList(viewer, async () => list(100 + n))))
    expect(results).toEqual([list(100), list(101), list(102)])
  })

  it('is asked for again at once when it failed', async () => {
    const carol = viewerOf({ userId: 'u9' })
    const failed: ListResult = { ok: false, problem: { code: 'enos_timeout' } }
    expect(await shareList(carol, async () => failed)).toEqual(failed)
    expect(await shareList(carol, async () => list(1))).toEqual(list(1))
  })
})
