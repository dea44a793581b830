import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { bodyOf, hold, idOf, idsOf, search, who } from './test-lists'
import { no, ok, type Scripted } from './test-server'

const { server, gateway } = playWithServer()
const pages = () => server.calls('search').map((call) => bodyOf(call).pagination.pageNo)
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => idOf(from + n))

describe('the page base', () => {
  const auto = { pageBase: 'auto' } as const

  it.each([
    ['0', () => hold(server, 25, 0)],
    ['1, page 0 refused', () => hold(server, 25, 1)],
    ['1, page 0 read as 1', () => hold(server, 25, 1, 'first')],
    ['1, page 0 empty', () => hold(server, 25, 1, 'empty')],
  ])('is found: %s', async (_name, start) => {
    start()
    const one = gateway(auto)
    expect(await idsOf(one)).toEqual(ids(0, 10))
    expect(await idsOf(one, { page: 2 })).toEqual(ids(20, 25))
    expect(server.calls('search')).toHaveLength(4)
  })

  it('is asked once, with one item, over a window that lies in the past', async () => {
    hold(server, 25, 0)
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
    hold(server, 25, base)
    expect(await idsOf(gateway({ pageBase: base }))).toEqual(ids(0, 10))
    expect(pages()).toEqual([base])
  })

  it.each([
    ['0', () => hold(server, 1, 0)],
    ['1, page 0 read as 1', () => hold(server, 1, 1, 'first')],
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
