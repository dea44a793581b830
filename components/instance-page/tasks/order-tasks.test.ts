import { describe, expect, it } from 'vitest'
import { filterTasks, orderTasks, type TaskSort } from '@/components/instance-page/tasks/order-tasks'
import type { TaskNode } from '@/lib/shared/instance-detail'
import { STATUS_CODES, type StatusName } from '@/lib/shared/statuses'
import type { TaskFacts } from '@/lib/shared/tasks'

const node = (name: string, status: StatusName | null = 'SUCCESS'): TaskNode => ({
  nodeId: `t_${name}`,
  taskId: name,
  taskInstId: `${name}-1`,
  name,
  status: status && { code: STATUS_CODES[status], name: status },
})

const HOUR = 3_600_000
const time = (at: number) => ({
  text: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
  at,
  zone: 'UTC',
})

function facts(name: string, over: Partial<TaskFacts> = {}): [string, TaskFacts] {
  const status = { code: 1, name: 'SUCCESS' } as const
  const known: TaskFacts = {
    taskInstId: `${name}-1`,
    name,
    status,
    trigger: null,
    started: time(HOUR),
    ended: time(2 * HOUR),
    runs: 1,
    retries: 0,
    mostRetries: 3,
    runAs: null,
  }
  return [known.taskInstId, { ...known, ...over }]
}

const names = (tasks: readonly TaskNode[]) => tasks.map(({ name }) => name)

describe('the order of tasks', () => {
  const by = (column: TaskSort['column'], isDescending = false) => ({ column, isDescending })

  it('by state puts first what needs a look, and keeps the graph’s order otherwise', () => {
    const tasks = [
      node('done-2'),
      node('untold', null),
      node('waits', 'WAIT'),
      node('runs', 'RUNNING'),
      node('done-1'),
      node('broke', 'FAIL'),
      node('late', 'TIMEOUT'),
    ]
    const order = (sort: TaskSort) => names(orderTasks(tasks, sort, { facts: new Map(), now: 0 }))
    expect(order(by('state'))).toEqual(['broke', 'late', 'runs', 'waits', 'done-2', 'done-1', 'untold'])
    expect(order(by('state', true))).toEqual(['done-2', 'done-1', 'waits', 'runs', 'broke', 'late', 'untold'])
  })

  it('by name reads numbers as numbers', () => {
    const tasks = ['load-10', 'Load-2', 'clean'].map((name) => node(name))
    const order = names(orderTasks(tasks, by('name'), { facts: new Map(), now: 0 }))
    expect(order).toEqual(['clean', 'Load-2', 'load-10'])
  })

  it.each([
    ['started', false, ['early', 'runs', 'late', 'unread']],
    ['started', true, ['late', 'runs', 'early', 'unread']],
    ['duration', false, ['late', 'early', 'runs', 'unread']],
    ['duration', true, ['runs', 'early', 'late', 'unread']],
    ['retries', true, ['late', 'early', 'runs', 'unread']],
  ] as const)('by %s (descending: %s), what was not read last', (column, isDescending, expected) => {
    const tasks = [node('unread'), node('runs', 'RUNNING'), node('late'), node('early')]
    const known = new Map([
      facts('early', { retries: 1 }),
      facts('late', { started: time(5 * HOUR), ended: time(5.5 * HOUR), retries: 2 }),
      facts('runs', { started: time(2 * HOUR), ended: null }),
    ])
    const order = orderTasks(tasks, by(column, isDescending), { facts: known, now: 9 * HOUR })
    expect(names(order)).toEqual(expected)
  })

  it('finds by a part of the name, whatever its case', () => {
    const tasks = [node('Read-SCADA'), node('write')]
    expect(names(filterTasks(tasks, ' scada '))).toEqual(['Read-SCADA'])
    expect(filterTasks(tasks, ' ')).toBe(tasks)
  })
})
