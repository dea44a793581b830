import { createTranslator } from 'use-intl/core'
import { expect, it } from 'vitest'
import { retryWords } from '@/components/task/retry-words'
import type { Translate } from '@/components/translate'
import type { Catalog } from '@/messages/catalog'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

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
  const english = createTranslator({ locale: 'en', messages: en }) as Translate
  const chinese = createTranslator({ locale: 'zh-CN', messages: zh as Catalog }) as Translate
  const words = [english, chinese].map((t) => retryWords(t, { retries, mostRetries }))
  expect(words).toEqual([inEnglish, inChinese])
})
