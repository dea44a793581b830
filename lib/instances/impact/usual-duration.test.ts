import { describe, expect, it } from 'vitest'
import { usualOf } from '@/lib/instances/impact/usual-duration'

const minutes = (...numbers: number[]) => numbers.map((n) => n * 60_000)

describe('how long runs usually take', () => {
  it.each([
    ['of none', [], null],
    ['of two', minutes(3, 4), null],
    ['of three', minutes(12, 14, 13), { runs: 3, fromMs: 720_000, toMs: 840_000 }],
    ['of alike ones', minutes(5, 5, 5, 5), { runs: 4, fromMs: 300_000, toMs: 300_000 }],
    [
      'whatever stands out',
      minutes(13, 12, 14, 15, 12, 13, 500, 13, 0, 14),
      { runs: 10, fromMs: 720_000, toMs: 840_000 },
    ],
    [
      'of the newest ten',
      minutes(...Array(10).fill(2), ...Array(20).fill(90)),
      { runs: 10, fromMs: 120_000, toMs: 120_000 },
    ],
    ['below a minute, to the second', [41_300, 42_700, 41_900], { runs: 3, fromMs: 41_000, toMs: 43_000 }],
    [
      'below ten minutes, to ten seconds',
      [301_000, 329_000, 314_000],
      { runs: 3, fromMs: 300_000, toMs: 330_000 },
    ],
    [
      'above an hour, to five minutes',
      minutes(121, 134, 128),
      { runs: 3, fromMs: 7_200_000, toMs: 8_100_000 },
    ],
    ['at no time at all', [0, 0, 0], { runs: 3, fromMs: 1_000, toMs: 1_000 }],
  ])('%s', (_, durations, expected) => {
    expect(usualOf(durations)).toEqual(expected)
  })
})
