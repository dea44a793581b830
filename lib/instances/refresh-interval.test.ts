import { describe, expect, it } from 'vitest'
import { refreshInterval } from '@/lib/instances/refresh-interval'

describe('how often a list is read again', () => {
  it.each([
    ['something can change', { canChange: true, people: 1, callsPerList: 3, ceiling: 20 }, 5_000],
    ['nothing can change', { canChange: false, people: 1, callsPerList: 3, ceiling: 20 }, 30_000],
    ['twenty people fit', { canChange: true, people: 20, callsPerList: 3, ceiling: 20 }, 5_000],
    ['a hundred people stretch it', { canChange: true, people: 100, callsPerList: 3, ceiling: 20 }, 21_429],
    ['a low ceiling stretches it', { canChange: true, people: 2, callsPerList: 3, ceiling: 1 }, 8_572],
    ['a calm list of many', { canChange: false, people: 200, callsPerList: 3, ceiling: 20 }, 42_858],
  ])('%s', (_, load, expected) => {
    expect(refreshInterval(load)).toBe(expected)
  })
})
