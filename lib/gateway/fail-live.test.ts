import { describe, expect, it } from 'vitest'
import { isFailLive, liveTasks } from './fail-live'
import type { Graph } from './graph'

/** Nodes as `name: status` (`f_…` is a referenced workflow), edges as `a>b`. */
function graphOf(nodes: Record<string, string | null>, edges: string[] = []): Graph {
  const names = Object.keys(nodes)
  return {
    tasks: names
      .filter((name) => !name.startsWith('f_'))
      .map((name) => ({
        nodeId: name,
        taskId: name,
        taskInstId: null,
        name,
        status: nodes[name] ?? null,
        x: null,
        y: null,
      })),
    flows: names
      .filter((name) => name.startsWith('f_'))
      .map((name) => ({
        nodeId: name,
        flowId: name,
        flowName: name,
        flowInstId: null,
        status: nodes[name] ?? null,
        isVirtual: false,
        x: null,
        y: null,
      })),
    relations: edges.map((edge) => {
      const [source = '', target = ''] = edge.split('>')
      return { source, target, rerun: true, cycleGap: null }
    }),
  }
}

const table: [string, Graph | null, boolean | null][] = [
  ['an unreadable graph', null, null],
  ['no task', graphOf({}), false],
  ['a running task', graphOf({ a: 'FAIL', b: 'RUNNING' }), true],
  ['a ready task', graphOf({ a: 'FAIL', b: 'READY' }), true],
  ['a task that is run again', graphOf({ a: 'FAIL', b: 'RERUN' }), true],
  ['a running task below a failed one', graphOf({ a: 'FAIL', b: 'RUNNING' }, ['a>b']), true],
  ['a waiting task of its own', graphOf({ a: 'FAIL', b: 'WAIT' }), true],
  ['a fresh task of its own', graphOf({ a: 'FAIL', b: 'INIT' }), true],
  ['a task that waits for the failed one', graphOf({ a: 'FAIL', b: 'INIT' }, ['a>b']), false],
  ['a task two below the failed one', graphOf({ a: 'FAIL', b: 'SUCCESS', c: 'WAIT' }, ['a>b', 'b>c']), false],
  [
    'a task after successes and skips',
    graphOf({ a: 'SUCCESS', b: 'SKIP', c: 'INIT', d: 'FAIL' }, ['a>c', 'b>c']),
    true,
  ],
  [
    'a task with one failed parent of two',
    graphOf({ a: 'SUCCESS', b: 'FAIL', c: 'WAIT' }, ['a>c', 'b>c']),
    false,
  ],
  [
    'a task after a workflow that succeeded',
    graphOf({ f_1: 'SUCCESS', a: 'INIT', b: 'FAIL' }, ['f_1>a']),
    true,
  ],
  [
    'a task after a workflow without instance',
    graphOf({ f_1: 'NONE', a: 'INIT', b: 'FAIL' }, ['f_1>a']),
    false,
  ],
  ['a task after a node that is not there', graphOf({ a: 'INIT', b: 'FAIL' }, ['t_9>a']), false],
  [
    'nothing but ended tasks',
    graphOf({ a: 'FAIL', b: 'SUCCESS', c: 'CANCEL', d: 'TIMEOUT', e: 'SKIP' }),
    false,
  ],
  ['a suspended task', graphOf({ a: 'FAIL', b: 'SUSPEND' }), false],
  ['tasks without states', graphOf({ a: null, b: null }, ['a>b']), null],
  ['one state missing', graphOf({ a: 'FAIL', b: null }), null],
  ['one state missing beside a running task', graphOf({ a: 'RUNNING', b: null }), true],
  ['a circle', graphOf({ a: 'INIT', b: 'INIT', c: 'FAIL' }, ['a>b', 'b>a']), false],
  [
    'a task below a circle with a failed one in it',
    graphOf({ a: 'SUCCESS', b: 'FAIL', c: 'SUCCESS', d: 'WAIT' }, ['a>b', 'b>a', 'a>c', 'c>d']),
    false,
  ],
  ['a node above itself', graphOf({ a: 'INIT' }, ['a>a']), false],
  [
    'a task below a circle of successes',
    graphOf({ a: 'SUCCESS', b: 'SUCCESS', c: 'WAIT' }, ['a>b', 'b>a', 'b>c']),
    true,
  ],
]

describe('isFailLive', () => {
  it.each(table)('%s', (_name, graph, live) => {
    expect(isFailLive(graph)).toBe(live)
  })

  it('walks a chain of waiting tasks once, not once for each of them', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `t_${index}`)
    const nodes = Object.fromEntries(names.map((name) => [name, 'WAIT']))
    const edges = names.slice(1).map((name, index) => `t_${index}>${name}`)
    expect(isFailLive(graphOf({ ...nodes, t_0: 'FAIL' }, edges))).toBe(false)
    const passed = Object.fromEntries(names.map((name) => [name, 'SUCCESS']))
    expect(isFailLive(graphOf({ ...passed, t_49999: 'WAIT' }, edges))).toBe(true)
  })
})

const live: [string, Graph, { running: number; mayStart: number }][] = [
  ['a running task beside a failed one', graphOf({ a: 'FAIL', b: 'RUNNING' }), { running: 1, mayStart: 0 }],
  ['a task that is run again', graphOf({ a: 'RERUN', b: 'FAIL' }), { running: 1, mayStart: 0 }],
  [
    'a ready task, whatever it comes after',
    graphOf({ a: 'FAIL', b: 'READY' }, ['a>b']),
    { running: 0, mayStart: 1 },
  ],
  [
    'what comes after a running task, and not what comes after the failed one',
    graphOf({ a: 'SUCCESS', b: 'RUNNING', c: 'FAIL', d: 'INIT', e: 'WAIT', f: 'INIT' }, [
      'a>b',
      'b>d',
      'd>e',
      'c>f',
    ]),
    { running: 1, mayStart: 2 },
  ],
  [
    'a task after a running and a failed one',
    graphOf({ a: 'RUNNING', b: 'FAIL', c: 'INIT' }, ['a>c', 'b>c']),
    { running: 1, mayStart: 0 },
  ],
  [
    'a task after a workflow that still runs, and one after a workflow without instance',
    graphOf({ f_1: 'RUNNING', f_2: 'NONE', a: 'INIT', b: 'INIT', c: 'FAIL' }, ['f_1>a', 'f_2>b']),
    { running: 0, mayStart: 1 },
  ],
  ['nothing', graphOf({ a: 'FAIL', b: null }), { running: 0, mayStart: 0 }],
]

describe('liveTasks', () => {
  it.each(live)('counts %s', (_name, graph, expected) => {
    expect(liveTasks(graph)).toEqual(expected)
  })
})
