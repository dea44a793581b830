import { describe, expect, it } from 'vitest'
import { arrange, shapeOf } from '@/components/graph/arrange'
import type { InstanceGraph } from '@/lib/shared/instance-detail'
import { statusFromCode } from '@/lib/shared/statuses'

/** Tasks by their node ids, a `f_` being a workflow; `a>b`: b waits for a. */
function graphOf(ids: string[], links: string[], code = 0): InstanceGraph {
  const tasks = ids.filter((id) => !id.startsWith('f_'))
  return {
    tasks: tasks.map((nodeId) => ({
      nodeId,
      taskId: nodeId,
      taskInstId: `${nodeId}-1`,
      name: nodeId,
      status: statusFromCode(code),
    })),
    references: ids
      .filter((id) => id.startsWith('f_'))
      .map((nodeId) => ({
        nodeId,
        flowId: nodeId,
        flowName: nodeId,
        flowInstId: null,
        isVirtual: false,
        status: null,
      })),
    edges: links.map((link) => {
      const [source = '', target = ''] = link.split('>')
      return { source, target }
    }),
  }
}

function levelsOf(graph: InstanceGraph): Record<string, number> {
  return Object.fromEntries(arrange(graph).nodes.map(({ key, level }) => [key, level]))
}

describe('the levels of a graph', () => {
  it('are one more than the lowest that a node waits for', () => {
    const graph = graphOf(['a', 'b', 'c', 'd', 'f_1'], ['a>b', 'b>c', 'a>c', 'f_1>d'])
    expect(levelsOf(graph)).toEqual({ a: 0, b: 1, c: 2, d: 1, f_1: 0 })
    expect(arrange(graph).nodes.map(({ key }) => key)).toEqual(['f_1', 'a', 'b', 'd', 'c'])
  })

  it('say what each node waits for', () => {
    const { nodes } = arrange(graphOf(['a', 'b', 'c'], ['a>c', 'b>c']))
    expect(nodes.find(({ key }) => key === 'c')?.after).toEqual(['a', 'b'])
  })

  it('break a loop where it is entered, and say so', () => {
    const graph = graphOf(['c', 'b', 'a', 'd'], ['a>b', 'b>c', 'c>b', 'c>d'])
    expect(levelsOf(graph)).toEqual({ a: 0, b: 1, c: 2, d: 3 })
    expect(arrange(graph).hasLoop).toBe(true)
  })

  it('exist where everything is one loop, and where a node waits for itself', () => {
    expect(levelsOf(graphOf(['a', 'b'], ['a>b', 'b>a']))).toEqual({ a: 0, b: 1 })
    const own = arrange(graphOf(['a'], ['a>a']))
    expect([own.hasLoop, own.edges]).toEqual([true, []])
  })

  it('are found for a loop of many nodes in no time', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `n${index}`)
    const links = ids.map((id, index) => `${id}>${ids[(index + 1) % ids.length]}`)
    const { nodes, hasLoop } = arrange(graphOf(ids, links))
    expect([nodes.at(-1)?.level, hasLoop]).toEqual([1999, true])
  })
})

it('a graph of many nodes is arranged at once, whatever is wrong with it', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `n${index}`)
  const star = arrange(
    graphOf(
      ['hub', ...many],
      many.map((id) => `hub>${id}`),
    ),
  )
  expect(star.nodes.at(-1)?.level).toBe(1)
  const funnel = arrange(
    graphOf(
      [...many, 'hub'],
      many.map((id) => `${id}>hub`),
    ),
  )
  expect(funnel.nodes.at(-1)?.after).toHaveLength(20_000)
  const alike = arrange(
    graphOf(
      Array.from({ length: 20_000 }, () => 'a'),
      [],
    ),
  )
  expect(alike.nodes.at(-1)?.key).toBe('a 20000')
  const loops = arrange(
    graphOf(
      many,
      many.map((id, index) => `${id}>${many[index % 2 ? index - 1 : index + 1]}`),
    ),
  )
  expect(loops.nodes.filter(({ level }) => level === 1)).toHaveLength(10_000)
})

describe('a graph that is not as it should be', () => {
  it('keeps nodes of one id apart, and gives the links to the first', () => {
    const { nodes, edges } = arrange(graphOf(['a', 'a', '', '', 'b'], ['a>b']))
    expect(nodes.map(({ key }) => key)).toEqual(['a', 'a 2', ' 2', ' 3', 'b'])
    expect(edges).toEqual([{ source: 'a', target: 'b' }])
  })

  it('counts links that lead nowhere, and draws a link once', () => {
    const { edges, strayEdges } = arrange(graphOf(['a', 'b'], ['a>b', 'a>b', 'a>x', 'x>y']))
    expect([edges.length, strayEdges]).toEqual([1, 2])
  })

  it('may have no node at all', () => {
    expect(arrange(graphOf([], ['a>b']))).toEqual({ nodes: [], edges: [], hasLoop: false, strayEdges: 1 })
  })
})

it('a shape stays the same while only states change', () => {
  const ids = ['a', 'b', 'f_1']
  const [waiting, done] = [arrange(graphOf(ids, ['a>b'], 0)), arrange(graphOf(ids, ['a>b'], 1))]
  expect(shapeOf(done)).toBe(shapeOf(waiting))
  expect(shapeOf(arrange(graphOf(ids, ['f_1>b'])))).not.toBe(shapeOf(waiting))
})
