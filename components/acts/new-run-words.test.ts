import { describe, expect, it } from 'vitest'
import { newRunWords } from '@/components/acts/new-run-words'
import { STATUS_CODES, type StatusName, statusFromCode } from '@/lib/shared/statuses'
import { english } from '@/lib/testing/words'

describe('what a new run does', () => {
  it.each<[StatusName, string]>([
    ['WAIT', 'waits for its turn.'],
    ['INIT', 'waits for its turn.'],
    ['READY', 'waits for its turn.'],
    ['RUNNING', 'has started.'],
    ['SUCCESS', 'reads Succeeded.'],
    ['CANCEL', 'reads Cancelled.'],
  ])('%s', (name, words) => {
    const status = statusFromCode(STATUS_CODES[name])
    expect(newRunWords(english, status)).toBe(words)
  })
})
