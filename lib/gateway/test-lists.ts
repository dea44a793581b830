import 'server-only'
import type { Gateway } from './client'
import type { FlowInstanceSearch } from './list'
import { no, ok, type Received, type Scripted, type TestServer } from './test-server'

export const who = { userId: 'u1', orgId: 'o1' }

export const search: FlowInstanceSearch = {
  type: 1,
  owner: 'alice',
  expression: '',
  fromTriggerTime: 1573648355000,
  toTriggerTime: 1573698120000,
  statuses: [2, 5],
  page: 0,
  pageSize: 10,
}
export const sorted: FlowInstanceSearch = { ...search, sort: { field: 'triggerTime', order: 'DESC' } }

export const idOf = (n: number): string => `${n}-20190812080700`

export const bodyOf = (call: Received | undefined) => JSON.parse(call?.body ?? '{}')

/** Scripts a gateway that holds `total` instances and counts pages from `base`. `zero`: what base 1 makes of page 0. */
export function hold(
  server: TestServer,
  total: number,
  base: 0 | 1,
  zero: 'refused' | 'first' | 'empty' = 'refused',
  count: 'total' | 'page' = 'total',
): void {
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

export async function idsOf(one: Gateway, changes: Partial<FlowInstanceSearch> = {}): Promise<string[]> {
  const answer = await one.listFlowInstances(who, { ...search, ...changes })
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value.instances.map((instance) => instance.flowInstId)
}
