import { describe, expect, it } from 'vitest'
import { factsTold, type KnownTask } from '@/components/instance-page/tasks/facts-due'
import { orderTasks, type TaskSort } from '@/components/instance-page/tasks/order-tasks'
import { orderTruth } from '@/components/instance-page/tasks/order-truth'
import type { TaskNode } from '@/lib/shared/instance-detail'
import { STATUS_CODES, type StatusName } from '@/lib/shared/statuses'
import type { TaskFacts } from '@/lib/shared/tasks'

const MINUTE = 60_000
const of = (name: StatusName) => ({ code: STATUS_CODES[name], name })
const time = (at: number) => ({
  text: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
  at,
  zone: 'UTC',
})

const node = (name: string, status: StatusName = 'SUCCESS'): TaskNode => ({
  nodeId: `t_${name}`,
  taskId: name,
  taskInstId: name,
  name,
  status: of(status),
})

/** As EnOS told it: it began at 0, and took so long, or goes on. */
function read(name: string, tookMs: number | null, over: Partial<KnownTask> = {}): [string, KnownTask] {
  const facts = {
    taskInstId: name,
    status: of(tookMs === null ? 'RUNNING' : 'SUCCESS'),
    started: time(0),
    ended: tookMs === null ? null : time(tookMs),
    retries: 0,
  } as TaskFacts
  return [name, { askedAt: 0, facts, isFailed: false, ...over }]
}

const BY_DURATION: TaskSort = { column: 'duration', isDescending: true }
const TASKS = [node('short'), node('long'), node('waits', 'WAIT')]
const ALL = new Map([read('short', MINUTE), read('long', 5 * MINUTE)])

type Given = { before?: typeof ALL; now?: typeof ALL; tasks?: TaskNode[]; isReading?: boolean; at?: number }

/** Sorted by what was known before; the truth of it by what is known now. */
function truthOf({ before = ALL, now = before, tasks = TASKS, isReading = false, at = 0 }: Given) {
  const by = { facts: factsTold(tasks, before), now: 0 }
  const sorted = orderTasks(tasks, BY_DURATION, by)
  return orderTruth({ tasks: sorted, sort: BY_DURATION, by, known: now, isReading, now: at })
}

describe('an order is claimed', () => {
  const one = new Map([read('short', MINUTE)])

  it.each<[string, Given, object]>([
    ['of all that have begun', {}, { kind: 'whole', count: 2 }],
    ['not while they are read', { before: one, isReading: true }, { kind: 'reading', read: 1, count: 2 }],
    ['only of those that were read', { before: one }, { kind: 'part', sorted: 1, count: 2 }],
    ['not of those that were read after it', { before: one, now: ALL }, { kind: 'moved' }],
    [
      'not of one whose end was not read',
      { tasks: [node('short'), node('long', 'FAIL')], before: new Map([...one, read('long', null)]) },
      { kind: 'part', sorted: 1, count: 2 },
    ],
    [
      'not of one that could not be read',
      { before: new Map([...one, read('long', 0, { facts: null, isFailed: true })]) },
      { kind: 'part', sorted: 1, count: 2 },
    ],
  ])('%s', (_, given, expected) => {
    expect(truthOf(given)).toEqual(expected)
  })

  it('until one that runs has outrun another', () => {
    const tasks = [node('long'), node('runs', 'RUNNING')]
    const before = new Map([read('long', 5 * MINUTE), read('runs', null)])
    expect(truthOf({ tasks, before, at: 4 * MINUTE })).toEqual({ kind: 'whole', count: 2 })
    expect(truthOf({ tasks, before, at: 6 * MINUTE })).toEqual({ kind: 'moved' })
  })

  it('always, where the graph tells it', () => {
    const by = { facts: new Map(), now: 0 }
    const sort: TaskSort = { column: 'state', isDescending: false }
    const given = { tasks: TASKS, sort, by, known: new Map(), isReading: false, now: 0 }
    expect(orderTruth(given)).toEqual({ kind: 'whole', count: 2 })
  })
})
