import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { hold, search, sorted, who } from './test-lists'

const { server, gateway } = playWithServer()

describe('a list on the wire', () => {
  it('is the documented body', async () => {
    hold(server, 1, 1)
    const answer = await gateway().listFlowInstances(who, sorted)
    expect(answer).toMatchObject({
      ok: true,
      value: { count: 1, dropped: 0, last: true, total: null, sorted: true, instances: [{ type: 1 }] },
    })
    const [call] = server.calls('search')
    expect(call?.body).toBe(
      '{"type":1,"expression":"","owner":"alice","fromTriggerTime":1573648355000,"toTriggerTime":1573698120000,"status":"2,5","pagination":{"pageNo":1,"pageSize":10,"sorters":[{"field":"triggerTime","order":"DESC"}]}}',
    )
    expect(call?.url).toBe('/batch-processing-service/v2.1/flowInstances?action=search&userId=u1&orgId=o1')
  })

  it.each(['', ' ', ';', ' ; ', '\t', 'alice;bob'])('never leaves with owner %j', async (owner) => {
    expect(await gateway().listFlowInstances(who, { ...search, owner })).toEqual({
      ok: false,
      error: { kind: 'bad_input', code: 'owner' },
    })
    expect(server.received).toHaveLength(0)
  })

  it.each([{ page: -1 }, { page: 0.5 }, { pageSize: 0 }, { fromTriggerTime: Number.NaN }])(
    'never leaves with %j',
    async (changes) => {
      expect(await gateway().listFlowInstances(who, { ...search, ...changes })).toMatchObject({
        error: { kind: 'bad_input' },
      })
      expect(server.received).toHaveLength(0)
    },
  )
})

describe('the total', () => {
  it('is told once count has shown to be one', async () => {
    hold(server, 25, 1)
    const one = gateway()
    const read = async (page: number) => {
      const answer = await one.listFlowInstances(who, { ...search, page })
      return answer.ok ? [answer.value.total, answer.value.last] : answer
    }
    expect(await read(2)).toEqual([null, true])
    expect(await read(0)).toEqual([25, false])
    expect(await read(2)).toEqual([25, true])
  })

  it('is not told when count is that of the page', async () => {
    hold(server, 25, 1, 'refused', 'page')
    const answer = await gateway().listFlowInstances(who, search)
    expect(answer).toMatchObject({ ok: true, value: { total: null, last: false, count: 10 } })
  })
})
