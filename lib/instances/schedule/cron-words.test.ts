import { describe, expect, it } from 'vitest'
import { cronWords } from '@/lib/instances/schedule/cron-words'

describe('a cron in words', () => {
  it.each([
    ['0 0/5 * * * ?', 'Every 5 minutes', '每隔 5 分钟'],
    ['0 0 * * * ? *', 'Every hour', '每小时'],
    ['0 0 12 ? * MON-FRI', 'At 12:00, Monday through Friday', '在12:00，星期一至星期五'],
    ['0 0 12 ? * 1', 'At 12:00, only on Sunday', '在12:00，仅星期日'],
    ['0 0 12 ? * 2#1', 'At 12:00, on the first Monday of the month', '在12:00，限每月的第一个星期一'],
    ['0 0 12 LW * ?', 'At 12:00, on the last weekday of the month', '在12:00，限每月的最后一个工作日'],
  ])('%s', (cron, english, chinese) => {
    expect(cronWords(cron, 'en')).toBe(english)
    expect(cronWords(cron, 'zh-CN')).toBe(chinese)
  })

  it.each(['', 'every day', '* * * * *', '0 0 0 1 * MON', '0 0 0 ? * 9', `0 0 0 ${'1,'.repeat(9999)}1 * ?`])(
    '%.30s: none',
    (cron) => {
      expect(cronWords(cron, 'en')).toBeNull()
    },
  )
})
