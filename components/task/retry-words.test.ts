import { expect, it } from 'vitest'
import { retryWords } from '@/components/task/retry-words'
import { chinese, english } from '@/lib/testing/words'

it.each([
  [null, null, '–', '–'],
  [null, 3, '–', '–'],
  [0, null, 'none', '无'],
  [0, 0, 'none', '无'],
  [1, null, '1', '1 次'],
  [2, 0, '2', '2 次'],
  [0, 3, '0 of 3', '0/3 次'],
  [1, 1, '1 of 1', '1/1 次'],
])('%s retries of %s are %s, %s', (retries, mostRetries, inEnglish, inChinese) => {
  const words = [english, chinese].map((t) => retryWords(t, { retries, mostRetries }))
  expect(words).toEqual([inEnglish, inChinese])
})
