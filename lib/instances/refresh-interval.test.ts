import { describe, expect, it } from 'vitest'
import { backgroundShare, listShare } from '@/lib/gateway/budget'
import { callsDue, noteDue } from '@/lib/instances/calls-due'
import { refreshInterval } from '@/lib/instances/refresh-interval'

describe('how often a list is read again', () => {
  it.each([
    ['something can change', { canChange: true, calls: 3, allowance: 14 }, 5_000],
    ['nothing can change', { canChange: false, calls: 3, allowance: 14 }, 30_000],
    ['twenty pages fit', { canChange: true, calls: 60, allowance: 14 }, 5_000],
    ['a hundred pages stretch it', { canChange: true, calls: 300, allowance: 14 }, 21_429],
    ['long lists stretch it', { canChange: true, calls: 20 * 15, allowance: 14 }, 21_429],
    ['a low ceiling stretches it', { canChange: true, calls: 6, allowance: 0.7 }, 8_572],
    ['what else goes on stretches it', { canChange: true, calls: 60, allowance: 4 }, 15_000],
    ['a calm list of many', { canChange: false, calls: 600, allowance: 14 }, 42_858],
  ])('%s', (_, load, expected) => {
    expect(refreshInterval(load)).toBe(expected)
  })
})

describe('who may make how many calls a second', () => {
  it.each([
    ['nobody else is there', { ceiling: 20, others: 0 }, 14],
    ['others take some', { ceiling: 20, others: 5 }, 9],
    ['others take all: lists are still read', { ceiling: 20, others: 20 }, 4],
    ['a low ceiling', { ceiling: 1, others: 0.4 }, 0.3],
  ])('lists, where %s', (_, load, expected) => {
    expect(listShare(load)).toBeCloseTo(expected, 6)
  })

  it.each([
    ['nobody is there', { ceiling: 20, people: 0 }, 14],
    ['people take some', { ceiling: 20, people: 9 }, 5],
    ['people take all: what is open is still followed', { ceiling: 20, people: 25 }, 2],
    ['a low ceiling', { ceiling: 1, people: 1 }, 0.1],
  ])('the background, where %s', (_, load, expected) => {
    expect(backgroundShare(load)).toBeCloseTo(expected, 6)
  })

  it.each([1, 5, 20, 100])('together they stay below 70 %% of a ceiling of %i, in a crowd too', (ceiling) => {
    // Each takes what it is told it may, again and again, while 500 pages and 500 cancellations want more.
    let [lists, background] = [0, 0]
    for (let minute = 0; minute < 20; minute++) {
      const waitMs = refreshInterval({
        canChange: true,
        calls: 1500,
        allowance: listShare({ ceiling, others: background }),
      })
      lists = 1500 / (waitMs / 1000)
      background = Math.min(500, backgroundShare({ ceiling, people: lists }))
    }
    expect(lists + background).toBeLessThanOrEqual(0.7 * ceiling + 1e-6)
    expect(background).toBeGreaterThanOrEqual(0.1 * ceiling)
  })
})

it('the calls of lists are due until their pages come back', () => {
  noteDue({ at: 5_000, calls: 3 })
  noteDue({ at: 30_000, calls: 5 })
  noteDue({ at: 30_000, calls: 3 })
  expect(callsDue(4_999)).toBe(11)
  expect(callsDue(5_000)).toBe(8)
  expect(callsDue(30_000)).toBe(0)
})
