import { describe, expect, it } from 'vitest'
import { statusFromCode } from '@/lib/shared/statuses'
import { parseFlow } from './flow'
import { parseGraph } from './graph'
import { isOneOwner, parseOwners } from './owners'
import { parseParameters } from './parameters'
import { firstOf, parseFlowInstance, parseFlowInstancePage } from './wire'

const graph = {
  creator: 'alice',
  flows: [
    { flowId: '2809', flowName: 'up', nodeId: 'f_2809', isVirtual: false, flowInstId: null, status: 'NONE' },
  ],
  relations: [{ source: 'f_2809', target: 't_104890', rerun: true, cycleGap: 'D0' }],
  tasks: [
    {
      taskName: 'tass',
      taskInstId: '104890-20190808093200',
      x: 0.002,
      y: '0.5',
      taskId: 104890,
      nodeId: 't_104890',
      status: 'SUCCESS',
    },
  ],
}

const sample = {
  instanceId: '2809-20190808093200',
  flowId: 2809,
  flowName: '21',
  freq: '0 0 0 * * ? *',
  cycle: 'D',
  parameters: '[]',
  doAs: 'someAccount',
  graph: JSON.stringify(graph),
  status: 1,
  statusDesc: 'SUCCESS',
  triggerTime: '2019-08-08 09:32:12',
  startTime: '2019-08-08 09:32:30',
  endTime: null,
  timestamp: '2019-08-08 09:34:36.0',
  virtual: false,
  owner: ';alice;bob;',
  alertMode: 3,
  calDt: '2019-08-07',
  hasEditPri: true,
}

const parsedGraph = {
  tasks: [
    {
      nodeId: 't_104890',
      taskId: '104890',
      taskInstId: '104890-20190808093200',
      name: 'tass',
      status: 'SUCCESS',
      x: 0.002,
      y: 0.5,
    },
  ],
  flows: [
    {
      nodeId: 'f_2809',
      flowId: '2809',
      flowName: 'up',
      flowInstId: null,
      status: 'NONE',
      isVirtual: false,
      x: null,
      y: null,
    },
  ],
  relations: [{ source: 'f_2809', target: 't_104890', rerun: true, cycleGap: 'D0' }],
}

describe('an instance', () => {
  it('reads the documented sample', () => {
    expect(parseFlowInstance(sample)).toEqual({
      flowInstId: '2809-20190808093200',
      flowId: '2809',
      flowName: '21',
      status: { code: 1, name: 'SUCCESS' },
      owners: ['alice', 'bob'],
      freq: '0 0 0 * * ? *',
      cycle: 'D',
      parameters: [],
      doAs: 'someAccount',
      triggerTime: '2019-08-08 09:32:12',
      startTime: '2019-08-08 09:32:30',
      endTime: null,
      virtual: false,
      calDt: '2019-08-07',
      alertMode: 3,
      isCancelled: null,
      graph: parsedGraph,
    })
  })

  it('reads the same from loose types and other names', () => {
    const { instanceId, flowId, flowName, doAs, ...rest } = sample
    const loose = {
      ...rest,
      flow_inst_id: instanceId,
      flow_id: String(flowId),
      flow_name: flowName,
      do_as: doAs,
      status: '1',
      statusDesc: undefined,
      virtual: 'false',
      alertMode: '3',
      graph,
    }
    expect(parseFlowInstance(loose)).toEqual(parseFlowInstance(sample))
  })

  it('survives values that cannot become a text', () => {
    const odd = { toString: 1, valueOf: null }
    expect(parseFlowInstance({ ...sample, virtual: odd })).toMatchObject({ virtual: null })
    expect(parseFlow({ flowId: 1, active: odd, locked: odd })).toMatchObject({
      isActive: null,
      isLocked: null,
    })
  })

  it('needs an id and nothing else', () => {
    expect(parseFlowInstance({ instanceId: '2438-201908081020', status: 2 })).toEqual({
      flowInstId: '2438-201908081020',
      flowId: '2438',
      flowName: '',
      status: { code: 2, name: 'RUNNING' },
      owners: [],
      freq: null,
      cycle: null,
      parameters: [],
      doAs: null,
      triggerTime: null,
      startTime: null,
      endTime: null,
      virtual: null,
      calDt: null,
      alertMode: null,
      isCancelled: null,
      graph: null,
    })
    for (const nothing of [null, [], {}, '', 'x', 7, { status: 1 }, { instanceId: '' }]) {
      expect(parseFlowInstance(nothing)).toBeNull()
    }
  })

  it.each([
    [{ status: 11 }, { code: 11, name: 'UNKNOWN' }],
    [{ status: '-1' }, { code: -1, name: 'FAIL' }],
    [{ statusDesc: 'CANCEL' }, { code: 8, name: 'CANCEL' }],
    [{ status: 'running' }, { code: 2, name: 'RUNNING' }],
    [
      { status: 2, statusDesc: 'CANCEL' },
      { code: 2, name: 'RUNNING' },
    ],
    [{}, statusFromCode(-99)],
  ])('%j has status %j', (fields, status) => {
    expect(parseFlowInstance({ instanceId: '1-12345678', ...fields })?.status).toEqual(status)
  })

  it('drops the words for no time', () => {
    const read = (endTime: unknown) => parseFlowInstance({ ...sample, endTime })?.endTime
    expect([undefined, null, '', ' ', 'null', 0].map(read)).toEqual([null, null, null, null, null, null])
  })

  it('says null to characters that a database refuses', () => {
    expect(parseFlowInstance({ ...sample, flowName: 'a\0b\ud800c' })?.flowName).toBe('a\ufffdb\ufffdc')
  })

  it('is taken from an object, a list of one or JSON text', () => {
    for (const data of [sample, [sample], JSON.stringify(sample)]) {
      expect(parseFlowInstance(firstOf(data))?.flowInstId).toBe('2809-20190808093200')
    }
    expect(parseFlowInstance(firstOf([]))).toBeNull()
  })
})

describe('a page of instances', () => {
  it('counts what cannot be read without failing', () => {
    const page = parseFlowInstancePage({
      data: { flowInsts: [sample, null, { status: 1 }, 'x'], count: '41' },
    })
    expect(page).toMatchObject({ received: 4, dropped: 3, count: 41 })
    expect(page?.instances).toHaveLength(1)
  })

  it('may be empty', () => {
    const empty = { instances: [], received: 0, dropped: 0, count: 0 }
    expect(parseFlowInstancePage({ data: { flowInsts: [], count: 0 } })).toEqual(empty)
    expect(parseFlowInstancePage({ data: { flowInsts: null, count: 0 } })).toEqual(empty)
    expect(parseFlowInstancePage({ data: { flowInsts: [] } })).toEqual(empty)
  })

  it.each([{}, { data: null }, { data: '' }, { data: { count: 3 } }, { data: { flowInsts: {} } }])(
    'is not %j',
    (body) => {
      expect(parseFlowInstancePage(body)).toBeNull()
    },
  )
})

describe('a graph', () => {
  it.each([
    ['an object', graph],
    ['JSON text', JSON.stringify(graph)],
    ['JSON text packed twice', JSON.stringify(JSON.stringify(graph))],
    ['lists inside as text', { ...graph, tasks: JSON.stringify(graph.tasks) }],
  ])('is read from %s', (_name, value) => {
    expect(parseGraph(value)).toEqual(parsedGraph)
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

describe('parameters', () => {
  it.each([
    ['[]', []],
    ['[{"key":"a","value":"b"}]', [{ key: 'a', value: 'b' }]],
    [
      [{ key: 'a', value: 1 }, { key: 'b' }, {}, null],
      [
        { key: 'a', value: '1' },
        { key: 'b', value: '' },
      ],
    ],
    [
      { a: 'b', c: null, d: { e: 1 } },
      [
        { key: 'a', value: 'b' },
        { key: 'c', value: '' },
        { key: 'd', value: '{"e":1}' },
      ],
    ],
    ['{"a":" b "}', [{ key: 'a', value: ' b ' }]],
    ['', []],
    ['a=b', []],
    [null, []],
    [undefined, []],
  ])('%j', (value, parameters) => {
    expect(parseParameters(value)).toEqual(parameters)
  })
})

describe('owners', () => {
  it.each([
    ['alice', ['alice']],
    [';alice;bob;', ['alice', 'bob']],
    [' alice ; ;bob;;alice', ['alice', 'bob']],
    [
      ['alice', 'bob;carol'],
      ['alice', 'bob', 'carol'],
    ],
    [';', []],
    ['', []],
    [null, []],
    [7, ['7']],
  ])('%j', (value, owners) => {
    expect(parseOwners(value)).toEqual(owners)
  })

  it.each(['', ' ', '\t', ';', ' ; ', ';alice', 'alice;bob', 'a\nb'])('%j is not one owner', (owner) => {
    expect(isOneOwner(owner)).toBe(false)
  })

  it('may hold what names hold', () => {
    expect(['alice', 'alice.smith@x.com', '李雷', 'a b'].every(isOneOwner)).toBe(true)
  })
})

describe('a workflow', () => {
  it('tells locks, schedule and owners', () => {
    const flow = parseFlow({
      flowId: 3377,
      flowName: 'nightly',
      active: '1',
      type: 1,
      freq: '0 0 2 * * ? *',
      cycle: 'D',
      owner: 'alice;',
      locked: false,
      isUserLocked: 'true',
      startTime: '2020-01-01',
      parameters: '[]',
      graph: '{"tasks":[{"taskName":"a","taskId":"1","nodeId":"t_1"}],"flows":[],"relations":[]}',
    })
    expect(flow).toMatchObject({
      flowId: '3377',
      isActive: true,
      type: 1,
      owners: ['alice'],
      isLocked: false,
      isUserLocked: true,
      startTime: '2020-01-01',
      hasEditRight: null,
      graph: { tasks: [{ nodeId: 't_1', status: null }] },
    })
    expect(parseFlow({})).toBeNull()
  })
})
