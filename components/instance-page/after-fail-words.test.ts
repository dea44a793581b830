import { describe, expect, it } from 'vitest'
import { afterFailWords } from '@/components/instance-page/after-fail-words'
import type { AfterFail } from '@/lib/shared/instance-detail'
import { chinese, english } from '@/lib/testing/words'

describe('why a failed instance can still be cancelled', () => {
  it.each<[AfterFail, string, string]>([
    [{ running: 1, mayStart: 0 }, '1 task still running', '还有 1 个任务正在运行'],
    [{ running: 0, mayStart: 1 }, '1 task may still start', '还有 1 个任务可能会启动'],
    [{ running: 0, mayStart: 3 }, '3 tasks may still start', '还有 3 个任务可能会启动'],
    [
      { running: 2, mayStart: 1 },
      '2 tasks still running and 1 may still start',
      '还有 2 个任务正在运行、1 个任务可能会启动',
    ],
    ['unknown', 'EnOS does not tell whether any of its tasks still run', 'EnOS 没有说明是否还有任务在运行'],
  ])('%j', (after, inEnglish, inChinese) => {
    expect(afterFailWords(english, after)).toBe(inEnglish)
    expect(afterFailWords(chinese, after)).toBe(inChinese)
  })
})
