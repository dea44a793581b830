import { describe, expect, it } from 'vitest'
import { type Happening, transition } from '@/lib/cancellations/transition'
import { type CancellationState, isOpen, type OpenState, STATES } from '@/lib/shared/cancellation'

const seen = (what: 'live' | 'cancelled' | 'finished', turnedAway = false): Happening => ({
  type: 'seen',
  seen: what,
  turnedAway,
})

const happenings: Record<string, Happening> = {
  sent: { type: 'sent', attempt: 1 },
  'sent again': { type: 'sent', attempt: 2 },
  resent: { type: 'resent', attempt: 1 },
  'resent, asked again': { type: 'resent', attempt: 2 },
  accepted: { type: 'answered', verdict: 'accepted' },
  'turned away': { type: 'answered', verdict: 'turned_away' },
  unconfirmed: { type: 'answered', verdict: 'unconfirmed' },
  'answer lost': { type: 'answer_lost' },
  'seen live': seen('live'),
  'seen live after a refusal': seen('live', true),
  'seen cancelled': seen('cancelled'),
  'seen cancelled after a refusal': seen('cancelled', true),
  'seen finished': seen('finished'),
  'seen finished after a refusal': seen('finished', true),
  'never sent': { type: 'never_sent', attempt: 1 },
  'never sent, for certain': { type: 'never_sent', attempt: 1, certain: true },
  'never sent again': { type: 'never_sent', attempt: 2, certain: true },
  'lost track': { type: 'lost_track' },
  'reopened, once accepted': { type: 'reopened', accepted: true },
  reopened: { type: 'reopened', accepted: false },
  'changed later': { type: 'changed_later' },
}

type Row = Record<OpenState, CancellationState | null>

const never: Row = { requested: null, sent: null, accepted: null, unconfirmed: null }
const same: Row = { requested: null, sent: 'sent', accepted: 'accepted', unconfirmed: 'unconfirmed' }

// What each happening makes of each open state; null where it cannot happen.
const table: Record<string, Row> = {
  sent: { ...never, requested: 'sent' },
  'sent again': same,
  resent: { ...never, sent: 'sent' },
  'resent, asked again': same,
  accepted: { requested: null, sent: 'accepted', accepted: 'accepted', unconfirmed: 'accepted' },
  'turned away': { requested: null, sent: 'sent', accepted: 'accepted', unconfirmed: 'unconfirmed' },
  unconfirmed: { requested: null, sent: 'unconfirmed', accepted: 'accepted', unconfirmed: 'unconfirmed' },
  'answer lost': { requested: null, sent: 'unconfirmed', accepted: null, unconfirmed: null },
  'seen live': { requested: 'requested', sent: 'sent', accepted: 'accepted', unconfirmed: 'unconfirmed' },
  'seen live after a refusal': {
    requested: 'requested',
    sent: 'refused',
    accepted: 'accepted',
    unconfirmed: 'refused',
  },
  'seen cancelled': { requested: 'stopped', sent: 'stopped', accepted: 'stopped', unconfirmed: 'stopped' },
  'seen cancelled after a refusal': {
    requested: 'stopped',
    sent: 'stopped',
    accepted: 'stopped',
    unconfirmed: 'stopped',
  },
  'seen finished': {
    requested: 'finished_first',
    sent: 'finished_first',
    accepted: 'finished_first',
    unconfirmed: 'finished_first',
  },
  'seen finished after a refusal': {
    requested: 'finished_first',
    sent: 'finished_first',
    accepted: 'finished_first',
    unconfirmed: 'finished_first',
  },
  'never sent': { requested: 'not_sent', sent: null, accepted: null, unconfirmed: null },
  'never sent, for certain': {
    requested: 'not_sent',
    sent: 'not_sent',
    accepted: null,
    unconfirmed: 'not_sent',
  },
  'never sent again': same,
  'lost track': { requested: null, sent: 'lost_track', accepted: 'lost_track', unconfirmed: 'lost_track' },
  'reopened, once accepted': never,
  reopened: never,
  'changed later': never,
}

type ClosedState = Exclude<CancellationState, OpenState>

/** And of each end; an end that is not named stays as it is, and nothing is written. */
const ends: Record<string, Partial<Record<ClosedState, CancellationState>>> = {
  'reopened, once accepted': { lost_track: 'accepted' },
  reopened: { lost_track: 'unconfirmed' },
  'changed later': { stopped: 'stopped', finished_first: 'finished_first', refused: 'refused' },
}

describe('transition', () => {
  it('has a row for every happening', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(happenings).sort())
  })

  for (const [name, happening] of Object.entries(happenings)) {
    it.each(STATES)(`${name}, from %s`, (state) => {
      const afterEnd = (end: ClosedState): CancellationState | null =>
        happening.type === 'answered' ? end : (ends[name]?.[end] ?? null)
      const expected = isOpen(state) ? (table[name] as Row)[state] : afterEnd(state)
      expect(transition(state, happening)).toBe(expected)
    })
  }

  it('never closes a record by an answer alone', () => {
    const open = ['requested', 'sent', 'accepted', 'unconfirmed'] as const
    const answers = Object.values(happenings).filter(({ type }) => type === 'answered')
    const results = open.flatMap((state) => answers.map((answer) => transition(state, answer)))
    expect(results.filter((state) => state !== null && !open.includes(state as never))).toEqual([])
  })
})
