import { describe, expect, it } from 'vitest'
import { endingWords } from '@/components/cancellations/ending-words'
import { outcomeSentence } from '@/components/history/outcome'
import { recordHeadline } from '@/components/history/record-headline'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { TimelineEvent } from '@/lib/shared/timeline'
import { cancellationOf, eventOf } from '@/lib/testing/record-views'
import { chinese, english } from '@/lib/testing/words'

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
