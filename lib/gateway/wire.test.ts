import { describe, expect, it } from 'vitest'
import { statusFromCode } from '@/lib/shared/statuses'
import { DOCUMENTED_GRAPH, PARSED_GRAPH } from '@/lib/testing/documented-graph'
import { firstOf, parseFlowInstance, parseFlowInstancePage } from './wire'

const sample = {
  instanceId: '2809-20190808093200',
  flowId: 2809,
  flowName: '21',
  freq: '0 0 0 * * ? *',
  cycle: 'D',
  parameters: '[]',
  doAs: 'someAccount',
  graph: JSON.stringify(DOCUMENTED_GRAPH),
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
      graph: PARSED_GRAPH,
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
      graph: DOCUMENTED_GRAPH,
    }
    expect(parseFlowInstance(loose)).toEqual(parseFlowInstance(sample))
  })

  it('survives values that cannot become a text', () => {
    const odd = { toString: 1, valueOf: null }
    expect(parseFlowInstance({ ...sample, virtual: odd })).toMatchObject({ virtual: null })
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
