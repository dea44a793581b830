import { describe, expect, it } from 'vitest'
import { isUnderWay, standingOf } from '@/components/instances/cancel-standing'
import { type CancellationState, type CancellationView, STATES } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'
import { STATUS_CODES, type StatusName, statusFromCode } from '@/lib/shared/statuses'

function cancellation(state: CancellationState): CancellationView {
  return {
    id: 'one',
    flowInstId: 'a',
    flowId: '1',
    flowName: 'meter-import',
    state,
    statusBefore: 2,
    statusAfter: null,
    reason: 'stuck',
    note: '',
    askedBy: 'alice',
    askedByMe: true,
    requestedAt: 0,
    attempts: 1,
    overdueAt: 0,
    askAgainAt: null,
    later: null,
    pause: null,
    closedAt: null,
    answer: null,
  }
}

function row(status: StatusName, over: Partial<InstanceRow> = {}): InstanceRow {
  return {
    flowInstId: 'a',
    flowId: '1',
    flowName: 'meter-import',
    status: statusFromCode(STATUS_CODES[status]),
    schedule: 'manual',
    cycle: null,
    trigger: null,
    started: null,
    ended: null,
    businessDate: null,
    owners: [],
    cancellable: true,
    cancellation: null,
    ...over,
  }
}

describe('standingOf', () => {
  it.each([
    ['a run that goes on', row('RUNNING'), 'unchanged'],
    ['a run that left the list', null, 'gone'],
    ['a run that ended', row('SUCCESS', { cancellable: false }), 'ended'],
    ['a failed run that the server still offers to cancel', row('FAIL'), 'unchanged'],
    ['someone asked', row('RUNNING', { cancellation: cancellation('accepted') }), 'asked'],
    [
      'an earlier request was refused',
      row('RUNNING', { cancellation: cancellation('refused') }),
      'unchanged',
    ],
    ['stopped', row('CANCEL', { cancellable: false, cancellation: cancellation('stopped') }), 'closed'],
  ])('%s', (_what, live, expected) => {
    expect(standingOf(live).kind).toBe(expected)
  })

  it('lets an earlier ending be', () => {
    const before = { cancellation: cancellation('stopped') }
    expect(standingOf(row('RERUN', before), row('RERUN', before)).kind).toBe('unchanged')
    const ended = row('FAIL', { ...before, cancellable: false })
    expect(standingOf(ended, row('RERUN', before)).kind).toBe('ended')
  })
})

it('closes the dialog on what the row can tell', () => {
  expect(STATES.filter((state) => isUnderWay(cancellation(state)))).toEqual([
    'requested',
    'sent',
    'accepted',
    'unconfirmed',
    'stopped',
    'finished_first',
  ])
})
