import { describe, expect, it } from 'vitest'
import { DOCUMENTED_GRAPH, PARSED_GRAPH } from '@/lib/testing/documented-graph'
import { parseGraph } from './graph'

describe('a graph', () => {
  it.each([
    ['an object', DOCUMENTED_GRAPH],
    ['JSON text', JSON.stringify(DOCUMENTED_GRAPH)],
    ['JSON text packed twice', JSON.stringify(JSON.stringify(DOCUMENTED_GRAPH))],
    ['lists inside as text', { ...DOCUMENTED_GRAPH, tasks: JSON.stringify(DOCUMENTED_GRAPH.tasks) }],
  ])('is read from %s', (_name, value) => {
    expect(parseGraph(value)).toEqual(PARSED_GRAPH)
  })

  it('is read in snake case and mixed', () => {
    const read = parseGraph({
      tasks: [
        { task_name: 'a', task_id: '1', taskInstId: '1-12345678', node_id: 't_1', status: 2 },
        { task_name: 'b', task_inst_id: '2-12345678', nodeId: 't_2' },
        { name: 'c', task_id: 3, status: 'wait' },
      ],
      flows: [{ flow_id: 4, flow_name: 'd', node_id: 'f_4', flow_inst_id: '4-12345678', is_virtual: 'true' }],
      relations: [{ source: 't_1', target: 't_2', rerun: 'false', cycle_gap: 'D0' }],
    })
    expect(read?.tasks).toMatchObject([
      { nodeId: 't_1', taskId: '1', taskInstId: '1-12345678', name: 'a', status: 'RUNNING' },
      { nodeId: 't_2', taskId: '2', taskInstId: '2-12345678', name: 'b', status: null },
      { nodeId: 't_3', taskId: '3', taskInstId: null, name: 'c', status: 'WAIT' },
    ])
    expect(read?.flows).toMatchObject([
      { nodeId: 'f_4', flowId: '4', flowName: 'd', flowInstId: '4-12345678', isVirtual: true, status: null },
    ])
    expect(read?.relations).toEqual([{ source: 't_1', target: 't_2', rerun: false, cycleGap: 'D0' }])
  })

  it('takes names as long as EnOS has them, and no longer', () => {
    const [name, id] = ['风'.repeat(501), 't_1']
    const long = { tasks: [{ nodeId: id, taskName: name }], flows: [{ nodeId: 'f_1', flowName: name }] }
    const read = parseGraph(long)
    expect(read?.tasks[0]?.name).toHaveLength(500)
    expect(read?.flows[0]?.flowName).toHaveLength(500)
  })

  it('needs no flows or relations', () => {
    expect(parseGraph({ tasks: [] })).toEqual({ tasks: [], flows: [], relations: [] })
  })

  it.each([
    undefined,
    null,
    '',
    'null',
    '{"tasks":[',
    '"{"creator":"alice"}"',
    [],
    {},
    { tasks: 'x' },
    { tasks: [{}] },
    { tasks: [], relations: [{ source: 't_1' }] },
  ])('is null from %j', (value) => {
    expect(parseGraph(value)).toBeNull()
  })
})
