import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { hasNotBegun, newRunWords } from '@/components/acts/new-run-words'
import type { Translate } from '@/components/translate'
import { STATUS_CODES, type StatusName, statusFromCode } from '@/lib/shared/statuses'
import en from '@/messages/en.json'

const english = createTranslator({ locale: 'en', messages: en }) as Translate

describe('what a new run does', () => {
  it.each<[StatusName, string, boolean]>([
    ['WAIT', 'waits for its turn.', true],
    ['INIT', 'waits for its turn.', true],
    ['READY', 'waits for its turn.', true],
    ['RUNNING', 'has started.', false],
    ['SUCCESS', 'reads Succeeded.', false],
    ['CANCEL', 'reads Cancelled.', false],
  ])('%s', (name, words, isWaiting) => {
    const status = statusFromCode(STATUS_CODES[name])
    expect([newRunWords(english, status), hasNotBegun(status)]).toEqual([words, isWaiting])
  })
})
