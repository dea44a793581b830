import 'server-only'
import type { CallOptions } from '@/lib/gateway/config'
import { getGateway } from '@/lib/gateway/configured'
import { ok, type Result } from '@/lib/gateway/result'
import type { FlowInstance } from '@/lib/gateway/wire'
import { SCHEDULE_TYPES } from '@/lib/shared/instances'
import { STATUS_CODES } from '@/lib/shared/statuses'

const AROUND_MS = 60_000
const PAGE_SIZE = 100

export type Run = Pick<FlowInstance, 'flowInstId' | 'triggerTime' | 'type' | 'freq'>

type Sought = { orgId: string; userId: string; username: string; flowId: string; triggerAt: number }

/** The instances of a workflow that were triggered within a minute of a moment, of all types. */
export async function listRunsAt(
  sought: Sought,
  options: CallOptions & { signal: AbortSignal },
): Promise<Result<Run[]>> {
  const answers = await Promise.all(
    Object.values(SCHEDULE_TYPES).map((type) => listOf(sought, type, options)),
  )
  const found: Run[] = []
  for (const answer of answers) {
    if (!answer.ok) return answer
    found.push(...answer.value)
  }
  return ok(found)
}

async function listOf(
  { flowId, triggerAt, username, ...who }: Sought,
  type: 0 | 1 | 2,
  options: CallOptions & { signal: AbortSignal },
): Promise<Result<Run[]>> {
  const found: Run[] = []
  // As many pages as there are: the signal ends it.
  for (let page = 0; ; page++) {
    const search = {
      type,
      owner: username,
      expression: flowId,
      fromTriggerTime: triggerAt - AROUND_MS,
      toTriggerTime: triggerAt + AROUND_MS,
      statuses: Object.values(STATUS_CODES),
      page,
      pageSize: PAGE_SIZE,
    }
    const answer = await getGateway().listFlowInstances(who, search, options)
    if (!answer.ok) return answer
    // EnOS matches the expression loosely.
    const ofFlow = answer.value.instances.filter((instance) => instance.flowId === flowId)
    found.push(...ofFlow.map((instance) => ({ ...instance, type: instance.type ?? type })))
    if (answer.value.last) return ok(found)
  }
}
