import { describe, expect, it } from 'vitest'
import type { InstanceTruth, LoggedCall } from '@/e2e/support/simulator-control'
import type { StoredEvent, StoredRecord } from './database-account'
import { type Accounts, differences } from './judge'
import type { Ask } from './person'

const ID = '700001-20261122191706'

const asked: Ask = {
  person: { username: 'p', cookie: '' },
  flowInstId: ID,
  key: 'k',
  told: null,
  askedAt: 0,
}

const record = (change: Partial<StoredRecord> = {}): StoredRecord => ({
  id: 'r',
  flow_inst_id: ID,
  idempotency_key: 'k',
  state: 'stopped',
  version: 4,
  attempts: 1,
  requested_at: 1,
  closed_at: 2,
  status_after: 8,
  later_status: null,
  answer_code: 0,
  answer_http: 200,
  ...change,
})

const post = (change: Partial<LoggedCall> = {}) => ({ code: 0, http: 200, ...change }) as LoggedCall
const sent = { phase: 'sent', subject: 'r' } as StoredEvent
const truth = (statusDesc: string, status: number, change: Partial<InstanceTruth> = {}) =>
  ({ statusDesc, status, endTime: 1, cancelCount: 1, ...change }) as InstanceTruth
const running = truth('RUNNING', 2, { endTime: null, cancelCount: 0 })

const agreed: Accounts = {
  truth: truth('CANCEL', 8),
  posts: [post()],
  records: [record()],
  events: [sent],
  rows: [`${ID} Stopped after 1 s`],
  isShownOpen: false,
}

/** What is found when the accounts that agree are changed in one place. */
const foundIn = (change: Partial<Accounts>, ask: Partial<Ask> = {}): string[] =>
  differences({ ...asked, ...ask }, { ...agreed, ...change })

describe('three accounts of one cancellation', () => {
  it('agree where each says the same', () => {
    expect(foundIn({})).toEqual([])
    expect(foundIn({ truth: running, posts: [], records: [], events: [], rows: [] })).toEqual([])
    const again = { posts: [post({ code: 1203 }), post()], events: [sent, { ...sent, phase: 'resent' }] }
    expect(foundIn(again)).toEqual([])
  })

  it.each<[string, Partial<Accounts>, Partial<Ask>?]>([
    ['a cancel without a record', { records: [], rows: [] }],
    ['a cancel that was sent twice', { posts: [post(), post()], events: [sent, sent] }],
    ['a cancel that was sent before it was marked', { events: [] }],
    ['a cancel that EnOS accepted twice', { truth: truth('CANCEL', 8, { cancelCount: 2 }) }],
    ['stopped, and it runs', { truth: { ...running, cancelCount: 1 } }],
    ['stopped, and it succeeded', { truth: truth('SUCCESS', 1) }],
    [
      'finished first, and it was cancelled',
      { records: [record({ state: 'finished_first', status_after: 1 })] },
    ],
    ['refused, and EnOS took it', { records: [record({ state: 'refused' })] }],
    ['not sent, and EnOS got it', { records: [record({ state: 'not_sent', attempts: 0 })] }],
    [
      'open, and EnOS is done',
      { records: [record({ state: 'accepted', closed_at: null })], isShownOpen: true },
    ],
    ['lost', { records: [record({ state: 'lost_track' })], rows: [`${ID} Lost track`] }],
    ['two records', { records: [record(), record({ id: 's' })] }],
    ['a history that says otherwise', { rows: [`${ID} Cancelling · 0:10`] }],
    ['a history without it', { rows: [] }],
    ['a page that still tells it as open', { isShownOpen: true }],
    [
      'a person who was told that nothing was sent',
      {},
      { told: { ok: false, problem: { code: 'not_recorded' } } },
    ],
  ])('differ: %s', (_, change, ask) => {
    expect(foundIn(change, ask)).not.toEqual([])
  })
})
