import { describe, expect, it } from 'vitest'
import { pauseWords } from '@/components/acts/pause-words'
import type { PauseWish } from '@/lib/shared/flow-actions'
import { cancellationOf } from '@/lib/testing/record-views'
import { chinese, english } from '@/lib/testing/words'

describe('what became of pausing the schedule, too', () => {
  it.each<[string, PauseWish, boolean, string]>([
    ['it was', { state: 'paused', action: null }, false, 'Schedule paused, too'],
    [
      'it was, and resumed',
      { state: 'paused', action: null },
      true,
      'Schedule paused, too, and resumed since',
    ],
    ['it was not', { state: 'not_done', action: null }, false, 'Schedule not paused'],
    [
      'it was done later',
      { state: 'paused_since', pausedAt: 38_171, action: null },
      false,
      'Schedule paused 37 s later',
    ],
    [
      'it was done later, and resumed',
      { state: 'paused_since', pausedAt: 38_171, action: null },
      true,
      'Schedule paused 37 s later, and resumed since',
    ],
  ])('where %s', (_, pause, isResumed, words) => {
    const { requestedAt } = cancellationOf({})
    expect(pauseWords(english, { pause, requestedAt, isResumed })).toBe(words)
    expect(pauseWords(chinese, { pause, requestedAt, isResumed })).toMatch(/^调度/)
  })
})
