import { describe, expect, it } from 'vitest'
import { tallyWords } from '@/components/instances/impact/tally-words'
import { usualWords } from '@/components/instances/impact/usual-words'
import type { Impact } from '@/lib/shared/impact'
import { chinese, english } from '@/lib/testing/words'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

describe('how long runs usually take', () => {
  it.each([
    [12 * MINUTE_MS, 15 * MINUTE_MS, '12 to 15 min', '12～15 分钟'],
    [MINUTE_MS, 2 * MINUTE_MS, '1 to 2 min', '1～2 分钟'],
    [20 * SECOND_MS, 40 * SECOND_MS, '20 to 40 s', '20～40 秒'],
    [50 * SECOND_MS, 80 * SECOND_MS, '50 s to 1 min 20 s', '50 秒～1 分 20 秒'],
    [50 * SECOND_MS, 2 * MINUTE_MS, '50 s to 2 min', '50 秒～2 分钟'],
    [590 * SECOND_MS, 12 * MINUTE_MS, '9 min 50 s to 12 min', '9 分 50 秒～12 分钟'],
    [55 * MINUTE_MS, 65 * MINUTE_MS, '55 min to 1 h 05 min', '55 分钟～1 小时 05 分'],
    [60 * MINUTE_MS, 120 * MINUTE_MS, '1 h 00 min to 2 h 00 min', '1 小时 00 分～2 小时 00 分'],
    [3 * MINUTE_MS, 3 * MINUTE_MS, 'about 3 min', '约 3 分钟'],
  ])('from %i ms to %i ms is %s', (fromMs, toMs, inEnglish, inChinese) => {
    expect(usualWords(english, { runs: 4, fromMs, toMs })).toBe(inEnglish)
    expect(usualWords(chinese, { runs: 4, fromMs, toMs })).toBe(inChinese)
  })

  it.each([
    ['none', '.', '。', '.'],
    ['running', '; running 41 min.', '，已运行 41 分钟。', ' and had been running for 41 min.'],
    ['started', '; started 41 min ago.', '，41 分钟前开始。', ' and had started 41 min before.'],
  ] as const)('says of a run that is %s no more than is known', (state, now, nowInChinese, then) => {
    const values = { usual: '12 to 15 min', runs: 4, state, duration: '41 min' }
    expect(english('impact.takes', values)).toBe(`Usually takes 12 to 15 min (last 4 successful runs)${now}`)
    expect(english('known.takes', values)).toBe(
      `It usually took 12 to 15 min (last 4 successful runs)${then}`,
    )
    const inChinese = { ...values, usual: '12～15 分钟', duration: '41 分钟' }
    expect(chinese('impact.takes', inChinese)).toBe(
      `通常用时 12～15 分钟（最近 4 次成功运行）${nowInChinese}`,
    )
  })
})

describe('what stopping does to tasks', () => {
  it.each([
    [[2, 12, 0, 0], '2 tasks running, 12 will not start', '2 个任务在运行，12 个不会再开始'],
    [[1, 0, 1, 3], '1 task running, 1 suspended, 3 unknown', '1 个任务在运行，1 个已挂起，3 个状态未知'],
    [[0, 4, 0, 0], 'No task running, 4 will not start', '没有任务在运行，4 个不会再开始'],
    [[0, 0, 0, 1], 'No task known to run, 1 unknown', '未发现任务在运行，1 个状态未知'],
  ])('counts %j in one line', (counts, inEnglish, inChinese) => {
    const [running, notStarted, suspended, unknown] = counts.map((count) => ({ count, named: [] }))
    const tasks = { total: 20, running, notStarted, suspended, unknown } as unknown as Impact['tasks']
    expect(tallyWords(english, { tasks })).toBe(inEnglish)
    expect(tallyWords(chinese, { tasks })).toBe(inChinese)
  })

  it('says in one line that there is nothing to count, or nobody can tell', () => {
    expect(tallyWords(english, { tasks: null })).toBe('What its tasks are doing is not known')
    const none = { total: 0 } as Impact['tasks']
    expect(tallyWords(english, { tasks: none })).toBe('This run has no tasks of its own.')
  })

  it.each([
    [0, 0, 'No task is running now', '目前没有任务在运行'],
    [0, 2, 'No task is known to be running now', '目前未发现正在运行的任务'],
    [1, 2, '1 task running now is asked to stop', '正在运行的 1 个任务会被要求停止'],
    [60, 0, '60 tasks running now are asked to stop', '正在运行的 60 个任务会被要求停止'],
  ])('with %i running and %i in an unknown state', (count, unknown, inEnglish, inChinese) => {
    expect(english('impact.running', { count, unknown })).toBe(inEnglish)
    expect(chinese('impact.running', { count, unknown })).toBe(inChinese)
  })

  it('does not say that suspended tasks run, nor that they are stopped', () => {
    expect(english('impact.suspended', { count: 1 })).toBe(
      '1 task is suspended; EnOS does not say what stopping does to it',
    )
    expect(english('impact.suspended', { count: 2 })).toBe(
      '2 tasks are suspended; EnOS does not say what stopping does to them',
    )
    expect(chinese('impact.suspended', { count: 2 })).toBe('2 个任务已挂起；EnOS 未说明停止后它们会怎样')
  })

  it.each(['suspended', 'notStarted', 'done', 'skipped', 'ended', 'unknown'] as const)(
    'counts those that are %s one and many, then and now',
    (group) => {
      for (const tense of ['impact', 'known'] as const) {
        expect(english(`${tense}.${group}`, { count: 1 })).toMatch(/^1 task (?!s)/)
        expect(english(`${tense}.${group}`, { count: 12 })).toMatch(/^12 tasks /)
        expect(chinese(`${tense}.${group}`, { count: 12 })).toContain('12 个任务')
      }
    },
  )
})
