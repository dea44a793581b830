import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { pauseWords } from '@/components/acts/pause-words'
import type { RunClock } from '@/components/acts/run-words'
import { endingWords } from '@/components/cancellations/ending-words'
import { actSentence } from '@/components/history/act-words'
import { outcomeSentence } from '@/components/history/outcome'
import { recordHeadline } from '@/components/history/record-headline'
import { eventDetails, eventSentence } from '@/components/history/timeline-words'
import type { Translate } from '@/components/translate'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { PauseWish } from '@/lib/shared/flow-actions'
import type { TimelineEvent } from '@/lib/shared/timeline'
import type { Catalog } from '@/messages/catalog'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

const english = createTranslator({ locale: 'en', messages: en }) as Translate
const chinese = createTranslator({ locale: 'zh-CN', messages: zh as Catalog }) as Translate

function cancellationOf(overrides: Partial<CancellationView>): CancellationView {
  return {
    id: 'c1',
    flowInstId: '2438-2026112206',
    flowId: '2438',
    flowName: 'wind-report',
    state: 'accepted',
    statusBefore: 2,
    statusAfter: null,
    reason: 'stuck',
    note: '',
    askedBy: 'alice',
    askedByMe: true,
    requestedAt: 1_000,
    closedAt: null,
    attempts: 1,
    overdueAt: 121_000,
    askAgainAt: null,
    later: null,
    pause: null,
    answer: null,
    ...overrides,
  }
}

function eventOf(overrides: Partial<TimelineEvent>): TimelineEvent {
  return {
    n: 1,
    at: 1_000,
    action: 'cancel',
    phase: 'sent',
    by: null,
    attempt: null,
    status: null,
    source: null,
    reply: null,
    verdict: null,
    http: null,
    code: null,
    text: null,
    requestId: null,
    ms: null,
    outcome: null,
    why: null,
    triggerAt: null,
    newFlowInstId: null,
    hash: 'a91fa91f',
    ...overrides,
  }
}

const refusal = { code: 62103, http: 200, text: 'no', requestId: 'r', turnedAway: true }

const unclear = { code: 62109, http: 200, text: 'internal error', requestId: 'r', turnedAway: false }
/** No answer came. */
const lost = { code: null, http: null, text: null, requestId: null, turnedAway: false }

// What a person reads (product.md, life of a cancellation).
const headlines: [Partial<CancellationView>, Partial<TimelineEvent>, number, string, string][] = [
  [{ state: 'requested' }, {}, 2_000, 'Sending…', '正在发送…'],
  [{ state: 'sent' }, {}, 2_000, 'Sending…', '正在发送…'],
  [{ state: 'accepted' }, {}, 2_000, 'Cancelling', '正在取消'],
  [{ state: 'unconfirmed' }, {}, 2_000, 'Not confirmed yet · checking', '尚未确认 · 核实中'],
  [{ state: 'unconfirmed' }, {}, 121_001, 'EnOS may not have received it', 'EnOS 可能没有收到'],
  [{ state: 'unconfirmed', answer: unclear }, {}, 2_000, 'Not confirmed yet · checking', '尚未确认 · 核实中'],
  [{ state: 'unconfirmed', answer: unclear }, {}, 121_001, 'EnOS’s answer was unclear', 'EnOS 的答复不明确'],
  [{ state: 'unconfirmed', answer: lost }, {}, 121_001, 'EnOS may not have received it', 'EnOS 可能没有收到'],
  [{ state: 'stopped', closedAt: 15_400 }, {}, 0, 'Stopped after 14 s', '已停止，用时 14 秒'],
  [
    { state: 'finished_first', statusAfter: 1 },
    {},
    0,
    'Finished before it could be stopped (Succeeded)',
    '在停止之前已经结束（成功）',
  ],
  [
    { state: 'refused', answer: refusal },
    {},
    0,
    'Refused: you are not an owner (62103)',
    '被拒绝：您不是所有者（62103）',
  ],
  [
    { state: 'refused', answer: refusal, askedByMe: false },
    {},
    0,
    'Refused: alice is not an owner (62103)',
    '被拒绝：alice 不是所有者（62103）',
  ],
  [
    { state: 'refused', answer: { ...refusal, code: null, http: 429 } },
    {},
    0,
    'Refused: EnOS was getting too many requests',
    '被拒绝：当时 EnOS 收到的请求太多',
  ],
  [
    { state: 'not_sent' },
    { phase: 'settled', outcome: 'not_sent', why: 'restart' },
    0,
    'Not sent: Flowstop was restarted. Nothing reached EnOS',
    '未发送：Flowstop 重新启动过。EnOS 没有收到任何请求',
  ],
  [{ state: 'not_sent' }, {}, 0, 'Not sent. Nothing reached EnOS', '未发送，EnOS 没有收到任何请求'],
  [{ state: 'lost_track' }, {}, 0, 'Lost track after 24 h', '跟踪 24 小时后中断'],
]

const lines: [Partial<TimelineEvent>, string][] = [
  [{ phase: 'requested', by: 'alice' }, 'Asked by alice'],
  [{ phase: 'sent', attempt: 1 }, 'Sent to EnOS (attempt 1)'],
  [{ phase: 'resent', attempt: 1 }, 'EnOS wanted a new token and had not acted: sent again (attempt 1)'],
  [
    { phase: 'answered', reply: 'answer', verdict: 'accepted', code: 0, http: 200, text: 'OK' },
    'EnOS accepted: 0 OK',
  ],
  [
    { phase: 'answered', reply: 'answer', verdict: 'turned_away', code: 62103, text: 'not owner' },
    'EnOS turned it away: 62103 not owner',
  ],
  [
    { phase: 'answered', reply: 'answer', verdict: 'turned_away', http: 429 },
    'EnOS turned it away: HTTP 429',
  ],
  [
    { phase: 'answered', reply: 'answer', verdict: 'unconfirmed', code: 62109, text: 'busy' },
    'EnOS’s answer does not tell whether it acts: 62109 busy',
  ],
  [{ phase: 'no_answer', reply: 'timeout', verdict: 'unconfirmed', ms: 10_004 }, 'No answer within 10 s'],
  [
    { phase: 'no_answer', reply: 'cut', verdict: 'unconfirmed' },
    'The connection broke before an answer came',
  ],
  [{ phase: 'no_answer', reply: 'unreadable', verdict: 'unconfirmed' }, 'EnOS’s answer could not be read'],
  [{ phase: 'no_answer', reply: 'unreachable', verdict: 'unconfirmed' }, 'EnOS could not be reached'],
  [{ phase: 'no_answer', attempt: 1 }, 'No answer was recorded; EnOS may or may not have it'],
  [{ phase: 'no_answer', attempt: 2, why: 'token' }, 'Attempt 2 was not sent: EnOS gave Flowstop no token'],
  [{ phase: 'observed', status: 2 }, 'EnOS reports Running'],
  [{ phase: 'observed', status: 77 }, 'EnOS reports Unknown (77)'],
  [{ phase: 'settled', outcome: 'stopped', at: 15_400 }, 'Stopped, 14 s after asking'],
  [
    { phase: 'settled', outcome: 'finished_first', status: 1 },
    'Finished before it could be stopped (Succeeded)',
  ],
  [{ phase: 'settled', outcome: 'refused' }, 'Refused: the instance goes on'],
  [
    { phase: 'settled', outcome: 'not_sent', why: 'restart' },
    'Not sent: Flowstop was restarted. Nothing reached EnOS',
  ],
  [{ phase: 'settled', outcome: 'lost_track' }, 'Lost track: no final status for 24 h'],
  [{ phase: 'settled' }, 'Ended'],
  [{ phase: 'asked_again', by: 'bob', attempt: 2 }, 'Asked again by bob'],
  [{ phase: 'reopened', by: 'lin' }, 'Opened again by lin'],
  [{ phase: 'reopened' }, 'Opened again by Flowstop'],
  [{ phase: 'changed_later', status: 1 }, 'Later reported: Succeeded'],
  [{ phase: 'dreamt' }, 'Something that this page does not know: dreamt'],
]

describe('the headline of a record', () => {
  it.each(headlines)('%o, %o at %d: %s', (overrides, event, now, inEnglish, inChinese) => {
    const story = {
      cancellation: cancellationOf(overrides),
      timeline: [eventOf(event)],
      actions: [],
      isAsWritten: true,
      impact: null,
      awaySince: null,
      now,
    }
    expect(recordHeadline(english, story, now)).toBe(inEnglish)
    expect(recordHeadline(chinese, story, now)).toBe(inChinese)
  })
})

describe('the sentence beside it', () => {
  const sentences: [string, CancellationView['answer'], number, RegExp, RegExp][] = [
    [
      'an internal error',
      unclear,
      2_000,
      /^EnOS answered with an internal error \(62109\).*not known whether it acts/,
      /内部错误（62109）/,
    ],
    [
      'the same once it is overdue',
      unclear,
      181_001,
      /^EnOS answered with an internal error \(62109\).*not ended after 3 min;/,
      /内部错误（62109）.*3 分钟后/,
    ],
    [
      'an error of the gateway',
      { ...lost, http: 502 },
      181_001,
      /^EnOS answered with an error \(HTTP 502\)/,
      /HTTP 502/,
    ],
    [
      'a page',
      { ...lost, http: 200 },
      181_001,
      /^EnOS answered with something that cannot be read \(HTTP 200\)/,
      /HTTP 200/,
    ],
    [
      'no answer',
      lost,
      181_001,
      /^No answer came, and the instance has not ended after 3 min\./,
      /没有收到答复/,
    ],
    ['no answer yet', lost, 2_000, /^EnOS’s answer was lost\./, /没有收到 EnOS 的答复/],
  ]
  it.each(sentences)('of %s', (_, answer, now, inEnglish, inChinese) => {
    const cancellation = cancellationOf({ state: 'unconfirmed', answer })
    expect(outcomeSentence(cancellation, now, english)).toMatch(inEnglish)
    expect(outcomeSentence(cancellation, now, chinese)).toMatch(inChinese)
  })
})

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

describe('a line of the timeline', () => {
  it.each(lines)('%o: %s', (event, sentence) => {
    expect(eventSentence(english, eventOf(event), 1_000)).toBe(sentence)
    expect(eventSentence(chinese, eventOf(event), 1_000)).toMatch(/\p{Script=Han}/u)
  })

  it('adds what helps whoever has to look further', () => {
    const answer = { phase: 'answered', reply: 'answer', verdict: 'accepted', code: 0 } as const
    expect(eventDetails(english, eventOf({ ...answer, requestId: '6cb7', ms: 56, http: 200 }))).toEqual([
      'request 6cb7',
      '56 ms',
    ])
    const garbled = { phase: 'no_answer', reply: 'unreadable', verdict: 'unconfirmed', http: 502 } as const
    expect(eventDetails(english, eventOf(garbled))).toEqual(['HTTP 502'])
    expect(eventDetails(english, eventOf({ phase: 'observed', source: 'list' }))).toEqual(['seen in a list'])
  })
})

describe('a line of a run again', () => {
  const at = Date.UTC(2026, 10, 23, 5, 17, 23)
  const clock: RunClock = { locale: 'en', zone: 'UTC', enosZone: 'Asia/Shanghai' }
  const run = { action: 'run_again', at } as const
  const asked = { ...run, phase: 'requested', by: 'alice' } as const
  const earlier = { ...asked, triggerAt: Date.UTC(2026, 10, 22, 20) }
  const done = { ...run, phase: 'settled', outcome: 'done' } as const
  const runLines: [Partial<TimelineEvent>, Partial<RunClock>, string][] = [
    [earlier, {}, 'Run again: asked by alice (trigger time 22 Nov 2026 20:00:00, business date 2026-11-22)'],
    [earlier, { enosZone: null }, 'Run again: asked by alice (trigger time 22 Nov 2026 20:00:00)'],
    [{ ...asked, triggerAt: at - 900 }, {}, 'Run again: asked by alice (now, business date 2026-11-22)'],
    [{ ...asked, triggerAt: at - 900 }, { enosZone: null }, 'Run again: asked by alice (now)'],
    [asked, {}, 'Run again: asked by alice'],
    [{ ...done, newFlowInstId: '700005-1' }, {}, 'Run again: new instance 700005-1'],
    [done, {}, 'Run again: accepted; EnOS named no new instance'],
  ]
  it.each(runLines)('%o, %o: %s', (event, more, sentence) => {
    const told = { action: 'run_again', clock: { ...clock, ...more } } as const
    expect(actSentence(english, eventOf(event), told)).toBe(sentence)
    expect(actSentence(chinese, eventOf(event), told)).toMatch(/\p{Script=Han}/u)
  })
})

describe('an ending', () => {
  const ending = cancellationOf({ state: 'stopped', closedAt: 15_000 })

  it('is told to who asked', () => {
    expect(endingWords(english, ending)).toBe('wind-report: stopped after 14 s')
  })

  it('says whose it was to an owner who wanted the same', () => {
    const others = { ...ending, askedByMe: false }
    expect(endingWords(english, others)).toBe('alice’s cancellation of wind-report: stopped after 14 s')
    expect(endingWords(chinese, others)).toBe('alice 请求的取消 · wind-report：已停止，用时 14 秒')
  })
})
