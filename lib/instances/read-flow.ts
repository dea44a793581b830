import 'server-only'
import { observeFlow } from '@/lib/flow-actions/observe-flow'
import type { CallOptions, Who } from '@/lib/gateway/config'
import { getGateway } from '@/lib/gateway/configured'
import type { Flow } from '@/lib/gateway/flow'
import type { Result } from '@/lib/gateway/result'
import { rememberFlowSchedule } from '@/lib/instances/schedules'
import { answerLostAt } from '@/lib/instances/send/left-behind'
import { nothingWithoutDatabase } from '@/lib/instances/send/send-once'
import { SCHEDULE_TYPES, SCHEDULES } from '@/lib/shared/instances'

const PAGE = { kind: 'system', part: 'page' } as const

/** Get Flow (enos-api.md 5.10) as the given user; what it shows settles open acts on its schedule (`observeFlow`). */
export async function readFlow(who: Who, flowId: string, options: CallOptions): Promise<Result<Flow>> {
  const askedAt = Date.now()
  const flow = await getGateway().getFlow(who, flowId, options)
  if (flow.ok) {
    const { isActive, type } = flow.value
    if (type !== null) rememberFlowSchedule({ orgId: who.orgId, flowId }, SCHEDULES[type])
    const read = { isActive, askedAt, actor: PAGE, notDoneFrom: answerLostAt }
    await observeFlow({ orgId: who.orgId, flowId, ...read }).catch(nothingWithoutDatabase)
  }
  return flow
}

/** What EnOS does not say stands in no way. */
export function hasNoSchedule({ type }: Flow): boolean {
  return type !== null && type !== SCHEDULE_TYPES.periodic
}
