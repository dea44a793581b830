import { describe, expect, it } from 'vitest'
import { type Happening, transition } from '@/lib/flow-actions/transition'
import { FLOW_ACTION_STATES, type FlowActionState } from '@/lib/shared/flow-actions'

const happenings = {
  sent: { type: 'sent' },
  resent: { type: 'resent' },
  accepted: { type: 'answered', verdict: 'accepted' },
  'turned away': { type: 'answered', verdict: 'turned_away' },
  unconfirmed: { type: 'answered', verdict: 'unconfirmed' },
  'answer lost': { type: 'answer_lost' },
  'seen done': { type: 'seen', isDone: true },
  'seen not done': { type: 'seen', isDone: false },
  'never sent': { type: 'never_sent' },
  'never sent, for certain': { type: 'never_sent', certain: true },
  'lost track': { type: 'lost_track' },
} as const satisfies Record<string, Happening>

type Row = Partial<Record<FlowActionState, FlowActionState>>

// What each happening makes of each state; a state that is not named stays, and nothing is written.
const table: Record<keyof typeof happenings, Row> = {
  sent: { requested: 'sent' },
  resent: { sent: 'sent' },
  accepted: {
    sent: 'done',
    unconfirmed: 'done',
    done: 'done',
    refused: 'done',
    not_done: 'done',
    lost_track: 'done',
  },
  'turned away': {
    sent: 'refused',
    unconfirmed: 'refused',
    done: 'refused',
    refused: 'refused',
    not_done: 'refused',
    lost_track: 'refused',
  },
  unconfirmed: {
    sent: 'unconfirmed',
    unconfirmed: 'unconfirmed',
    done: 'done',
    refused: 'refused',
    not_done: 'not_done',
    lost_track: 'lost_track',
  },
  'answer lost': { sent: 'unconfirmed' },
  'seen done': { unconfirmed: 'done' },
  'seen not done': { unconfirmed: 'not_done' },
  'never sent': { requested: 'not_sent' },
  'never sent, for certain': { requested: 'not_sent', sent: 'not_sent', unconfirmed: 'not_sent' },
  'lost track': { unconfirmed: 'lost_track' },
}

describe.each(Object.keys(happenings) as (keyof typeof happenings)[])('%s', (name) => {
  it.each(FLOW_ACTION_STATES)('from %s', (state) => {
    expect(transition(state, happenings[name])).toBe(table[name][state] ?? null)
  })
})
