import { describe, expect, it } from 'vitest'
import type { RunClock } from '@/components/acts/run-words'
import { actSentence } from '@/components/history/act-words'
import { eventDetails, eventSentence } from '@/components/history/timeline-words'
import type { TimelineEvent } from '@/lib/shared/timeline'
import { eventOf } from '@/lib/testing/record-views'
import { chinese, english } from '@/lib/testing/words'

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
