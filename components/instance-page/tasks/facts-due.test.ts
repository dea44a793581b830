import { describe, expect, it } from 'vitest'
import { factsDue, type KnownTask, restDue, tellingOf } from '@/components/instance-page/tasks/facts-due'
import type { TaskNode } from '@/lib/shared/instance-detail'
import { STATUS_CODES, type StatusName } from '@/lib/shared/statuses'
import type { TaskFacts } from '@/lib/shared/tasks'

const of = (name: StatusName) => ({ code: STATUS_CODES[name], name })
const node = (status: StatusName | null, taskInstId: string | null = '7-1'): TaskNode => ({
  nodeId: `t_${taskInstId}`,
  taskId: '7',
  taskInstId,
  name: 'task',
  status: status && of(status),
})
const known = (status: StatusName | null, askedAt: number) =>
  new Map<string, KnownTask>([
    ['7-1', { askedAt, facts: status === null ? null : factsOf(status), isFailed: status === null }],
  ])
const factsOf = (name: StatusName) => ({ taskInstId: '7-1', status: of(name) }) as TaskFacts

const NOW = 100_000
const NONE = new Map<string, KnownTask>()

describe('which tasks EnOS is asked about', () => {
  it.each([
    ['one that was never asked about', node('RUNNING'), NONE, true],
    ['one whose state is not told', node(null), NONE, true],
    ['not one that has not begun', node('WAIT'), NONE, false],
    ['not one without an id', node('RUNNING', null), NONE, false],
    ['not one that ended as it is known to', node('SUCCESS'), known('SUCCESS', 0), false],
    ['one that ended since', node('SUCCESS'), known('RUNNING', NOW - 10_000), true],
    ['not one that EnOS is behind with, at once', node('SUCCESS'), known('RUNNING', NOW - 9_000), false],
    ['one that runs, now and then', node('RUNNING'), known('RUNNING', NOW - 30_000), true],
    ['not one that runs, each time', node('RUNNING'), known('RUNNING', NOW - 29_000), false],
    ['one that could not be read, a while later', node('RUNNING'), known(null, NOW - 10_000), true],
    ['not one that could not be read, at once', node('RUNNING'), known(null, NOW - 9_000), false],
  ])('%s', (_, task, before, isAsked) => {
    expect(factsDue([task], before, NOW)).toEqual(isAsked ? ['7-1'] : [])
  })

  it('twenty at once, each once', () => {
    const many = Array.from({ length: 60 }, (_, n) => node('SUCCESS', `${Math.floor(n / 2)}-1`))
    expect(factsDue(many, NONE, NOW)).toEqual(Array.from({ length: 20 }, (_, n) => `${n}-1`))
  })
})

describe('what there is to show of a task', () => {
  it.each([
    ['nothing, where it has not begun', node('WAIT'), known('SUCCESS', 0), null],
    ['nothing, where it cannot be asked for', node('RUNNING', null), NONE, null],
    ['that it is being read', node('RUNNING'), NONE, 'reading'],
    ['that it could not be read', node('RUNNING'), known(null, 0), 'failed'],
    ['what EnOS told', node('RUNNING'), known('RUNNING', 0), factsOf('RUNNING')],
    ['what EnOS told of a like end', node('FAIL'), known('TIMEOUT', 0), factsOf('TIMEOUT')],
    ['what EnOS told of a state without a name', node(null), known('RUNNING', 0), factsOf('RUNNING')],
    ['not the run of one that has ended since', node('FAIL'), known('RUNNING', 0), 'reading'],
    ['not the end of one that runs again', node('RUNNING'), known('FAIL', 0), 'reading'],
  ])('%s', (_, task, before, expected) => {
    expect(tellingOf(task, before)).toEqual(expected)
  })
})

describe('once a read of a task has failed', () => {
  const failed = (status: StatusName) =>
    new Map<string, KnownTask>([['7-1', { askedAt: 0, facts: factsOf(status), isFailed: true }]])

  it('what was known of it still shows, but not beside an end that was not read', () => {
    expect(tellingOf(node('RUNNING'), failed('RUNNING'))).toEqual(factsOf('RUNNING'))
    expect(tellingOf(node('FAIL'), failed('RUNNING'))).toBe('failed')
  })
})

describe('which tasks an order has to read', () => {
  const since = NOW
  it.each([
    ['one that was never read', node('SUCCESS'), NONE, true],
    ['one that has ended since it was read', node('SUCCESS'), known('RUNNING', NOW - 1), true],
    ['one that could not be read before', node('SUCCESS'), known(null, NOW - 1), true],
    ['not one that could not be read for this order', node('SUCCESS'), known(null, NOW), false],
    ['not one that EnOS is behind with', node('SUCCESS'), known('RUNNING', NOW), false],
    ['not one that is known', node('SUCCESS'), known('SUCCESS', 0), false],
    ['not one that has not begun', node('WAIT'), NONE, false],
  ])('%s', (_, task, before, isAsked) => {
    expect(restDue({ tasks: [task], since }, before)).toEqual(isAsked ? ['7-1'] : [])
  })

  it('in steps of twenty', () => {
    const many = Array.from({ length: 60 }, (_, n) => node('SUCCESS', `${n}-1`))
    expect(restDue({ tasks: many, since }, NONE)).toEqual(many.slice(0, 20).map((one) => one.taskInstId))
  })
})
