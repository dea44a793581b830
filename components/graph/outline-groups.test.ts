import { describe, expect, it } from 'vitest'
import { arrange, type GraphNode } from '@/components/graph/arrange'
import { outlineGroups, waitsFor } from '@/components/graph/outline-groups'
import { STATUS_CODES, type StatusName } from '@/lib/shared/statuses'

type Task = [id: string, after: string[], status?: StatusName]

function nodesOf(tasks: Task[]): GraphNode[] {
  return arrange({
    tasks: tasks.map(([id, , name = 'INIT']) => ({
      nodeId: id,
      taskId: id,
      taskInstId: `${id}-1`,
      name: id,
      status: { code: STATUS_CODES[name], name },
    })),
    references: [],
    edges: tasks.flatMap(([id, after]) => after.map((source) => ({ source, target: id }))),
  }).nodes
}

const groupsOf = (tasks: Task[]) =>
  outlineGroups(nodesOf(tasks)).map(({ from, to, nodes }) => [from, to, nodes.map(({ key }) => key).join()])

describe('the groups of an outline', () => {
  it('are the steps, and rows of steps of one node each', () => {
    const tail: Task[] = [
      ['d', ['b', 'c']],
      ['e', ['d']],
      ['f', ['e']],
    ]
    expect(groupsOf([['a', []], ['b', ['a']], ['c', ['a']], ...tail])).toEqual([
      [1, 1, 'a'],
      [2, 2, 'b,c'],
      [3, 5, 'd,e,f'],
    ])
  })

  it('have no row of two steps, and every node once', () => {
    expect(
      groupsOf([
        ['a', []],
        ['b', ['a']],
      ]),
    ).toEqual([
      [1, 1, 'a'],
      [2, 2, 'b'],
    ])
    expect(groupsOf([])).toEqual([])
  })
})

describe('what a node waits for', () => {
  it.each<[string, StatusName, string[]]>([
    ['one that has not begun: what is not done', 'INIT', ['run', 'bad', 'init']],
    ['one that is ready, too', 'READY', ['run', 'bad', 'init']],
    ['one that runs: nothing any more', 'RUNNING', []],
    ['one that is done: nothing', 'SUCCESS', []],
  ])('%s', (_, status, expected) => {
    const nodes = nodesOf([
      ['done', [], 'SUCCESS'],
      ['skip', [], 'SKIP'],
      ['run', [], 'RUNNING'],
      ['bad', [], 'FAIL'],
      ['init', [], 'INIT'],
      ['it', ['done', 'skip', 'run', 'bad', 'init'], status],
    ])
    const known = new Map(nodes.map((node) => [node.key, node]))
    expect(waitsFor(known.get('it') as GraphNode, known)).toEqual(expected)
  })
})
