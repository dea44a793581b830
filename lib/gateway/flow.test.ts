import { describe, expect, it } from 'vitest'
import { parseFlow } from './flow'

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

  it('survives values that cannot become a text', () => {
    const odd = { toString: 1, valueOf: null }
    expect(parseFlow({ flowId: 1, active: odd, locked: odd })).toMatchObject({
      isActive: null,
      isLocked: null,
    })
  })
})
