import { describe, expect, it } from 'vitest'
import { judgeTry, type Tally, type TryKind } from '@/lib/people/try-rules'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const tally = (failures: number, agoMs: number): Tally => ({ failures, at: NOW - agoMs })

describe('a further try', () => {
  it.each<[TryKind, number, number]>([
    ['account', 0, 0],
    ['account', 4, 0],
    ['account', 5, MINUTE],
    ['account', 6, 2 * MINUTE],
    ['account', 7, 4 * MINUTE],
    ['account', 8, 5 * MINUTE],
    ['account', 9, 5 * MINUTE],
    ['account', 1_000_000, 5 * MINUTE],
    ['address', 29, 0],
    ['address', 30, 10 * MINUTE],
    ['address', 31, 10 * MINUTE],
  ])('of an %s with %i failures waits %i ms', (kind, failures, waitMs) => {
    const verdict = judgeTry(kind, tally(failures, 0), NOW)
    expect(verdict.isOpen ? 0 : verdict.waitMs).toBe(waitMs)
    const later = judgeTry(kind, tally(failures, waitMs), NOW)
    expect(later).toMatchObject({ isOpen: true })
  })

  it('counts as failed until it is known to be otherwise', () => {
    expect(judgeTry('account', tally(4, 1000), NOW)).toEqual({ isOpen: true, next: { failures: 5, at: NOW } })
    expect(judgeTry('account', tally(6, 2 * MINUTE), NOW)).toMatchObject({ next: { failures: 7 } })
  })

  it('is the first again after an hour of quiet', () => {
    expect(judgeTry('account', tally(9, 60 * MINUTE - 1), NOW)).toMatchObject({ next: { failures: 10 } })
    expect(judgeTry('account', tally(9, 60 * MINUTE), NOW)).toMatchObject({ next: { failures: 1 } })
  })

  it('of an address counts from the first failure of its ten minutes', () => {
    const next = { failures: 11, at: NOW - 9 * MINUTE }
    expect(judgeTry('address', tally(10, 9 * MINUTE), NOW)).toEqual({ isOpen: true, next })
    expect(judgeTry('address', tally(30, 9 * MINUTE), NOW)).toEqual({ isOpen: false, waitMs: MINUTE })
    expect(judgeTry('address', tally(30, 10 * MINUTE), NOW)).toEqual({
      isOpen: true,
      next: { failures: 1, at: NOW },
    })
  })

  it('waits no longer for a clock that is ahead', () => {
    expect(judgeTry('account', tally(8, -MINUTE), NOW)).toEqual({ isOpen: false, waitMs: 5 * MINUTE })
  })
})
