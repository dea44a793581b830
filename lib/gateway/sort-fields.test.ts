import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { bodyOf, sorted, who } from './test-lists'
import { no, ok, type Scripted } from './test-server'

const { server, gateway } = playWithServer()

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
