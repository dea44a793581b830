import { describe, expect, it } from 'vitest'
import type { Graph, Task } from '@/lib/gateway/graph'
import { namedBegun } from '@/lib/instances/impact/impact'
import { MOST_NAMED } from '@/lib/shared/impact'
import { STATUS_CODES, statusFromCode } from '@/lib/shared/statuses'
import { graphOf, impact, instanceOf, NOW, taskOf, tasksWith } from '@/lib/testing/impact-sources'

const GROUPS = ['running', 'suspended', 'notStarted', 'done', 'skipped', 'ended', 'unknown'] as const

const PLACES: [status: string | null, group: (typeof GROUPS)[number]][] = [
  ['RUNNING', 'running'],
  ['RERUN', 'running'],
  ['SUSPEND', 'suspended'],
  ['READY', 'notStarted'],
  ['INIT', 'notStarted'],
  ['WAIT', 'notStarted'],
  ['NONE', 'notStarted'],
  ['SUCCESS', 'done'],
  ['SKIP', 'skipped'],
  ['FAIL', 'ended'],
  ['TIMEOUT', 'ended'],
  ['CANCEL', 'ended'],
  ['INTERNAL_ERROR', 'ended'],
  ['PAUSED_BY_MOON', 'unknown'],
  ['99', 'unknown'],
  ['constructor', 'unknown'],
  [null, 'unknown'],
]

describe('what stopping an instance would hit', () => {
  it.each(PLACES)('counts a task that is %s as %s', (status, group) => {
    // A second one, since a graph in which no task has a state says nothing.
    const tasks = tasksWith(graphOf(status, 'SUCCESS'))
    expect(tasks?.total).toBe(2)
    for (const name of GROUPS) {
      const expected = (name === group ? 1 : 0) + (name === 'done' ? 1 : 0)
      expect([name, tasks?.[name]?.count]).toEqual([name, expected])
    }
  })

  it('has a place for every status of EnOS', () => {
    const placed = new Set(PLACES.map(([status]) => status))
    expect(Object.keys(STATUS_CODES).filter((name) => !placed.has(name))).toEqual([])
  })

  it('tells nothing of tasks where the graph cannot be read, or carries no states', () => {
    expect(tasksWith(null)).toBeNull()
    expect(impact({ instance: instanceOf({ graph: null }) }).references).toBeNull()
    expect(tasksWith(graphOf(null, null))).toBeNull()
    expect(impact({ instance: instanceOf({ graph: graphOf(null) }) }).references).toEqual({
      count: 0,
      named: [],
    })
  })

  it('knows an empty graph', () => {
    const none = { count: 0, named: [] }
    expect(tasksWith(graphOf())).toEqual({
      total: 0,
      running: none,
      suspended: none,
      notStarted: none,
      done: none,
      skipped: none,
      ended: none,
      unknown: none,
    })
  })

  it('names the first of many and counts them all', () => {
    const statuses = Array.from({ length: 500 }, (_, n) => (n < 20 ? 'RUNNING' : 'INIT'))
    const tasks = tasksWith(graphOf(...statuses))
    expect(tasks).toMatchObject({ total: 500, running: { count: 20 }, notStarted: { count: 480 } })
    expect(tasks?.running.named.map(({ name }) => name)).toEqual(
      Array.from({ length: MOST_NAMED }, (_, n) => `task ${n + 1}`),
    )
    expect(tasks?.notStarted.named[0]?.name).toBe('task 21')
    expect(namedBegun(graphOf(...statuses)).map(({ taskInstId }) => taskInstId)).toEqual(
      Array.from({ length: MOST_NAMED }, (_, n) => `${n + 1}-2026112214`),
    )
    expect(namedBegun(null)).toEqual([])
  })

  it('says since when tasks run, where EnOS tells', () => {
    const since = { text: '2026-11-22 14:10:50', at: NOW - 250_000, zone: 'UTC' }
    const starts = new Map([
      ['1-2026112214', since],
      ['3-2026112214', since],
    ])
    const graph = graphOf('RUNNING', 'RUNNING', 'SUSPEND', 'SUCCESS')
    expect(impact({ instance: instanceOf({ graph }), starts }).tasks).toMatchObject({
      running: {
        named: [
          { name: 'task 1', since },
          { name: 'task 2', since: null },
        ],
      },
      suspended: { named: [{ name: 'task 3', since }] },
      done: { named: [{ name: 'task 4', since: null }] },
    })
  })

  it('asks when the running tasks started before the suspended ones, and when no others did', () => {
    const idsOf = (...statuses: Task['status'][]) =>
      namedBegun(graphOf(...statuses)).map(({ taskId }) => Number(taskId))
    expect(idsOf('SUSPEND', 'RUNNING', 'INIT', 'RERUN', 'SKIP', null)).toEqual([2, 4, 1])
    const many = Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? 'RUNNING' : 'SUSPEND'))
    expect(idsOf(...many)).toEqual([1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 2, 3])
  })

  it('keeps names on one line, short, and never empty', () => {
    const graph: Graph = {
      tasks: [
        taskOf(1, 'RUNNING', 'a\u0000b\n\u202ec\ud800'),
        taskOf(2, 'RUNNING', ''),
        taskOf(3, 'RUNNING', '风'.repeat(500)),
      ],
      flows: [],
      relations: [],
    }
    expect(tasksWith(graph)?.running.named.map(({ name }) => name)).toEqual([
      'a b c',
      't_2',
      `${'风'.repeat(79)}…`,
    ])
  })

  it('shows what a failed instance still has to run', () => {
    const instance = instanceOf({
      status: statusFromCode(STATUS_CODES.FAIL),
      graph: graphOf('FAIL', 'RUNNING', 'INIT', 'SUCCESS'),
    })
    expect(impact({ instance })).toMatchObject({
      status: { name: 'FAIL' },
      tasks: { running: { count: 1 }, notStarted: { count: 1 }, done: { count: 1 }, ended: { count: 1 } },
    })
  })

  it('shows that nothing runs yet where the instance has not started', () => {
    const instance = instanceOf({
      status: statusFromCode(STATUS_CODES.WAIT),
      startTime: null,
      graph: graphOf('INIT', 'INIT'),
    })
    expect(impact({ instance })).toMatchObject({
      runningMs: null,
      tasks: { running: { count: 0 }, notStarted: { count: 2 } },
    })
  })

  it('names the workflows that it waits for, with and without an instance', () => {
    const flow = (n: number, status: string | null) => ({
      nodeId: `f_${n}`,
      flowId: String(n),
      flowName: `upstream-${n}`,
      flowInstId: null,
      status,
      isVirtual: false,
      x: null,
      y: null,
    })
    const graph = { ...graphOf('RUNNING'), flows: [flow(1, 'SUCCESS'), flow(2, 'NONE'), flow(3, null)] }
    expect(impact({ instance: instanceOf({ graph }) }).references).toEqual({
      count: 3,
      named: [
        { flowName: 'upstream-1', flowId: '1', status: 'SUCCESS' },
        { flowName: 'upstream-2', flowId: '2', status: null },
        { flowName: 'upstream-3', flowId: '3', status: null },
      ],
    })
    const many = { ...graph, flows: Array.from({ length: 40 }, (_, n) => flow(n, 'SUCCESS')) }
    const { references } = impact({ instance: instanceOf({ graph: many }) })
    expect([references?.count, references?.named.length]).toEqual([40, MOST_NAMED])
  })
})
