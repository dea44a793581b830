import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGateway, type Gateway } from './client'
import type { FlowInstanceSearch } from './list'
import {
  configFor,
  no,
  ok,
  type Received,
  realPorts,
  type Scripted,
  startTestServer,
  type TestServer,
} from './test-server'

const who = { userId: 'u1', orgId: 'o1' }
let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

const gateway = (changes: Parameters<typeof configFor>[1] = {}) =>
  createGateway(configFor(server, changes), realPorts())

const search: FlowInstanceSearch = {
  type: 1,
  owner: 'alice',
  expression: '',
  fromTriggerTime: 1573648355000,
  toTriggerTime: 1573698120000,
  statuses: [2, 5],
  page: 0,
  pageSize: 10,
}
const sorted: FlowInstanceSearch = { ...search, sort: { field: 'triggerTime', order: 'DESC' } }

const idOf = (n: number) => `${n}-20190812080700`
const bodyOf = (call: Received | undefined) => JSON.parse(call?.body ?? '{}')
const pages = () => server.calls('search').map((call) => bodyOf(call).pagination.pageNo)

/** A gateway that holds `total` instances and counts pages from `base`. `zero`: what base 1 makes of page 0. */
function hold(
  total: number,
  base: 0 | 1,
  zero: 'refused' | 'first' | 'empty' = 'refused',
  count: 'total' | 'page' = 'total',
) {
  server.script('search', (call): Scripted => {
    const { pageNo, pageSize } = bodyOf(call).pagination
    let index = pageNo - base
    if (index < 0) {
      if (zero === 'refused') return no(62102, 'invalid pageNo')
      if (zero === 'empty') return ok({ flowInsts: [], count: 0 })
      index = 0
    }
    const all = Array.from({ length: total }, (_, n) => ({ instanceId: idOf(n), status: 2, owner: 'alice' }))
    const flowInsts = all.slice(index * pageSize, (index + 1) * pageSize)
    return ok({ flowInsts, count: count === 'total' ? total : flowInsts.length })
  })
}

async function idsOf(one: Gateway, changes: Partial<FlowInstanceSearch> = {}): Promise<string[]> {
  const answer = await one.listFlowInstances(who, { ...search, ...changes })
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value.instances.map((instance) => instance.flowInstId)
}
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => idOf(from + n))

describe('a list on the wire', () => {
  it('is the documented body', async () => {
    hold(1, 1)
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
    hold(25, 1)
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
    hold(25, 1, 'refused', 'page')
    const answer = await gateway().listFlowInstances(who, search)
    expect(answer).toMatchObject({ ok: true, value: { total: null, last: false, count: 10 } })
  })
})

describe('the page base', () => {
  const auto = { pageBase: 'auto' } as const

  it.each([
    ['0', () => hold(25, 0)],
    ['1, page 0 refused', () => hold(25, 1)],
    ['1, page 0 read as 1', () => hold(25, 1, 'first')],
    ['1, page 0 empty', () => hold(25, 1, 'empty')],
  ])('is found: %s', async (_name, start) => {
    start()
    const one = gateway(auto)
    expect(await idsOf(one)).toEqual(ids(0, 10))
    expect(await idsOf(one, { page: 2 })).toEqual(ids(20, 25))
    expect(server.calls('search')).toHaveLength(4)
  })

  it('is asked once, with one item, over a window that lies in the past', async () => {
    hold(25, 0)
    const one = gateway(auto)
    await Promise.all([idsOf(one), idsOf(one, { type: 0 }), idsOf(one, { type: 2 })])
    const probes = server.calls('search').filter((call) => bodyOf(call).pagination.pageSize === 1)
    expect(probes.map((call) => bodyOf(call).pagination.pageNo).sort()).toEqual([0, 1])
    for (const call of probes) {
      const body = bodyOf(call)
      expect(body).toMatchObject({ owner: 'alice', expression: '' })
      expect(body.toTriggerTime).toBeLessThan(Date.now() - 60_000)
      expect(body.status.split(',')).toHaveLength(12)
    }
    expect(server.calls('search')).toHaveLength(5)
  })

  it.each([0, 1] as const)('may be set to %i and is then not asked', async (base) => {
    hold(25, base)
    expect(await idsOf(gateway({ pageBase: base }))).toEqual(ids(0, 10))
    expect(pages()).toEqual([base])
  })

  it.each([
    ['0', () => hold(1, 0)],
    ['1, page 0 read as 1', () => hold(1, 1, 'first')],
  ])('is found with a single instance: %s', async (_name, start) => {
    start()
    expect(await idsOf(gateway(auto))).toEqual(ids(0, 1))
  })

  it.each([0, 1] as const)('shows the newest of a person without a past, base %i', async (base) => {
    server.script('search', (call): Scripted => {
      const { pageNo, pageSize } = bodyOf(call).pagination
      const isPast = pageSize === 1
      const flowInsts = !isPast && pageNo === base ? [{ instanceId: idOf(7), status: 2 }] : []
      return ok({ flowInsts, count: flowInsts.length })
    })
    const one = gateway(auto)
    expect(await idsOf(one)).toEqual([idOf(7)])
    expect(await idsOf(one)).toEqual([idOf(7)])
    // Not probed again for a minute, but both are asked.
    expect(server.calls('search')).toHaveLength(6)
    expect(await idsOf(one, { page: 1 })).toEqual([])
    expect(pages().at(-1)).toBe(2)
  })

  it('is found for another person who has a past', async () => {
    server.script('search', (call): Scripted => {
      const { owner, pagination } = bodyOf(call)
      const flowInsts =
        owner === 'bob' && pagination.pageNo >= 0 ? [{ instanceId: idOf(pagination.pageNo) }] : []
      return ok({ flowInsts })
    })
    const one = gateway(auto)
    expect(await idsOf(one)).toEqual([])
    expect(await idsOf(one, { owner: 'bob', pageSize: 1 })).toEqual([idOf(0)])
    expect(await idsOf(one, { owner: 'bob', pageSize: 1, page: 3 })).toEqual([idOf(3)])
  })

  it('stays open while EnOS fails', async () => {
    server.script('search', no(62109, 'internal'))
    const one = gateway(auto)
    expect(await one.listFlowInstances(who, search)).toMatchObject({
      ok: false,
      error: { kind: 'rejected', code: 62109 },
    })
  })
})

describe('the spelling of sort fields', () => {
  const auto = { sortFields: 'auto' } as const
  const fields = () =>
    server.calls('search').map((call) => bodyOf(call).pagination.sorters?.[0]?.field ?? null)

  function accept(...names: (string | null)[]) {
    server.script('search', (call): Scripted => {
      const field = bodyOf(call).pagination.sorters?.[0]?.field ?? null
      return names.includes(field)
        ? ok({ flowInsts: [], count: 0 })
        : no(62102, 'The sorters field parameter is invalid')
    })
  }

  it('is camel case first', async () => {
    accept('triggerTime')
    await gateway(auto).listFlowInstances(who, sorted)
    expect(fields()).toEqual(['triggerTime'])
  })

  it('falls back to snake case, and remembers it for every field', async () => {
    accept('trigger_time', 'end_time')
    const one = gateway(auto)
    await one.listFlowInstances(who, sorted)
    await one.listFlowInstances(who, sorted)
    await one.listFlowInstances(who, { ...sorted, sort: { field: 'endTime', order: 'ASC' } })
    expect(fields()).toEqual(['triggerTime', 'trigger_time', 'trigger_time', 'end_time'])
  })

  it('falls back to none, says so, and remembers it for that field', async () => {
    accept('startTime', null)
    const one = gateway(auto)
    expect(await one.listFlowInstances(who, sorted)).toMatchObject({ ok: true, value: { sorted: false } })
    await one.listFlowInstances(who, sorted)
    await one.listFlowInstances(who, { ...sorted, sort: { field: 'startTime', order: 'ASC' } })
    expect(fields()).toEqual(['triggerTime', 'trigger_time', null, null, 'startTime'])
  })

  it('does not change for another refusal', async () => {
    server.script('search', no(62102, 'incorrect parameter'))
    const answer = await gateway(auto).listFlowInstances(who, sorted)
    expect(answer).toMatchObject({ ok: false, error: { kind: 'rejected', code: 62102 } })
    expect(fields()).toEqual(['triggerTime'])
  })

  it('does not change when it is set', async () => {
    accept('triggerTime')
    const answer = await gateway({ sortFields: 'snake' }).listFlowInstances(who, sorted)
    expect(answer).toMatchObject({ ok: false })
    expect(fields()).toEqual(['trigger_time'])
  })
})
