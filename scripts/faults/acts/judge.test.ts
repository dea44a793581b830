import { describe, expect, it } from 'vitest'
import type { FlowTruth, LoggedCall } from '@/e2e/support/simulator-control'
import type { FlowActionState, FlowActionView } from '@/lib/shared/flow-actions'
import type { StoredAct, StoredEvent } from '@/scripts/faults/database-account'
import { type ActAccounts, actDifferences } from './judge'
import type { ActWish } from './wish'

const RUN = '7-20261122060431'
const wish: ActWish = {
  person: { username: 'p', cookie: '' },
  kind: 'run_again',
  flowInstId: '7-20261122060000',
  flowId: '7',
  key: 'k',
  told: null,
}

const record = (change: Partial<StoredAct> = {}): StoredAct => ({
  id: 'a',
  kind: 'run_again',
  flow_id: '7',
  state: 'done',
  requested_at: 1,
  closed_at: 2,
  answer_code: 0,
  answer_http: 200,
  new_flow_inst_id: RUN,
  ...change,
})
const post = (change: Partial<LoggedCall> = {}) => ({ code: 0, http: 200, ...change }) as LoggedCall
const sent = { phase: 'sent', subject: 'a' } as StoredEvent
const truth = (trigger: number): FlowTruth => ({
  ...{ flowId: 7, flowName: 'x', orgId: 'o', owners: ['p'], active: 1, locked: false },
  processed: { trigger, enable: 0, disable: 0 },
  acts: Array.from({ length: trigger }, () => ({ at: 1, action: 'trigger', by: 'p', flowInstId: RUN })),
})

function accounts(change: Partial<ActAccounts> = {}): ActAccounts {
  const records = change.records ?? [record()]
  const acts = records.map(
    ({ state, new_flow_inst_id: newFlowInstId }) => ({ state, newFlowInstId }) as FlowActionView,
  )
  const page = { acts, isActive: true }
  return { truth: truth(1), posts: [post()], records, events: [sent], page, ...change }
}

const none = { posts: [], events: [], truth: truth(0) }
const ended = (state: FlowActionState, more: Partial<StoredAct> = {}) => ({
  records: [record({ state, new_flow_inst_id: null, ...more })],
})

describe('the three accounts of an act', () => {
  it.each<[string, Partial<ActAccounts>]>([
    ['done', {}],
    [
      'sent again after a token',
      { posts: [post({ code: 1203 }), post()], events: [sent, { ...sent, phase: 'resent' }] },
    ],
    [
      'refused',
      { ...ended('refused', { answer_code: 62103 }), truth: truth(0), posts: [post({ code: 62103 })] },
    ],
    ['not sent', { ...ended('not_sent'), ...none }],
    ['not done', { ...ended('not_done'), truth: truth(0) }],
    ['nothing anywhere', { records: [], ...none }],
  ])('agree: %s', (_, change) => {
    expect(actDifferences(wish, accounts(change))).toEqual([])
  })

  it.each<[string, Partial<ActAccounts>]>([
    ['done, and it was not', { truth: truth(0) }],
    ['another run', { records: [record({ new_flow_inst_id: '7-20261122060500' })] }],
    ['sent twice', { posts: [post(), post()], events: [sent, sent] }],
    ['sent and not marked', { events: [] }],
    ['EnOS did it twice', { truth: truth(2) }],
    ['two records', { records: [record(), record({ id: 'b' })] }],
    ['sent without a record', { records: [] }],
    ['not done, and it was', ended('not_done')],
    ['not sent, and it was', { ...ended('not_sent'), truth: truth(0) }],
    ['refused, and EnOS said nothing of it', { ...ended('refused'), truth: truth(0), posts: [] }],
    ['open', ended('unconfirmed', { closed_at: null })],
    ['lost', ended('lost_track')],
    ['without an end', { records: [record({ closed_at: null })] }],
    ['the page shows nothing', { page: { acts: [], isActive: true } }],
    ['the page shows another schedule', { truth: { ...truth(1), active: 0 } }],
  ])('do not: %s', (_, change) => {
    expect(actDifferences(wish, accounts(change))).not.toEqual([])
  })

  it('do not agree where the person was told otherwise', () => {
    const problem = { ok: false, problem: { code: 'enos_timeout' } } as const
    expect(actDifferences({ ...wish, told: problem }, accounts())).not.toEqual([])
    const taken = { ok: true, action: { id: 'another' } as FlowActionView } as const
    expect(actDifferences({ ...wish, told: taken }, accounts())).not.toEqual([])
  })
})
