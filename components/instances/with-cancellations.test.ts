import { describe, expect, it } from 'vitest'
import { withCancellations } from '@/components/instances/with-cancellations'
import type { CancellationState, CancellationView } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'
import { statusFromCode } from '@/lib/shared/statuses'

const now = 1_000_000_000

function cancellation(state: CancellationState, over: Partial<CancellationView> = {}): CancellationView {
  const isClosed = !['requested', 'sent', 'accepted', 'unconfirmed'].includes(state)
  return {
    id: 'one',
    flowInstId: 'a',
    flowId: '1',
    flowName: 'meter-import',
    state,
    statusBefore: 2,
    statusAfter: null,
    reason: 'stuck',
    note: '',
    askedBy: 'alice',
    askedByMe: true,
    requestedAt: now - 20_000,
    attempts: 1,
    overdueAt: 0,
    askAgainAt: null,
    later: null,
    pause: null,
    closedAt: isClosed ? now - 1_000 : null,
    answer: null,
    ...over,
  }
}

function row(shown: CancellationView | null): InstanceRow {
  return {
    flowInstId: 'a',
    flowId: '1',
    flowName: 'meter-import',
    status: statusFromCode(2),
    schedule: 'manual',
    cycle: null,
    trigger: null,
    started: null,
    ended: null,
    businessDate: null,
    owners: [],
    cancellable: true,
    cancellation: shown,
  }
}

describe('withCancellations', () => {
  it.each([
    ['first news', null, cancellation('accepted'), 'accepted'],
    ['further news', cancellation('requested'), cancellation('accepted'), 'accepted'],
    ['an ending', cancellation('accepted'), cancellation('stopped'), 'stopped'],
    ['an older answer after the ending', cancellation('stopped'), cancellation('accepted'), 'stopped'],
    [
      'a newer cancellation of the same instance',
      cancellation('refused'),
      cancellation('accepted', { id: 'two', requestedAt: now }),
      'accepted',
    ],
    [
      'an earlier cancellation of the same instance',
      cancellation('accepted'),
      cancellation('refused', { id: 'two', requestedAt: now - 99_000 }),
      'accepted',
    ],
  ])('%s', (_what, shown, news, expected) => {
    expect(withCancellations([row(shown)], [news], now)[0]?.cancellation?.state).toBe(expected)
  })

  it('forgets endings that the list does not carry any more', () => {
    const old = cancellation('refused', { closedAt: now - 400_000 })
    expect(withCancellations([row(null)], [old], now)[0]?.cancellation).toBeNull()
  })

  it('keeps the identity of rows that there is no news of', () => {
    const rows = [row(null)]
    expect(withCancellations(rows, [cancellation('stopped', { flowInstId: 'b' })], now)[0]).toBe(rows[0])
  })
})
