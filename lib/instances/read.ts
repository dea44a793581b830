import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { findOpenOf, observe } from '@/lib/cancellations/observe'
import type { Actor, CancellationRecord } from '@/lib/cancellations/record'
import type { Priority } from '@/lib/gateway/config'
import { getGateway } from '@/lib/gateway/configured'
import type { GatewayError } from '@/lib/gateway/errors'
import { isFailLive } from '@/lib/gateway/fail-live'
import type { FlowInstance } from '@/lib/gateway/wire'

export type ReadOptions = {
  actor: Actor
  priority: Priority
  /** For the call as a whole (ms). */
  deadlineMs: number
  /** For a page that comes back for it (`CallOptions`). */
  isPlanned?: boolean
  /** The open cancellations of the instance, where the caller holds them already. */
  open?: CancellationRecord[]
}

export type InstanceRead = {
  instance: FlowInstance
  /** The same as EnOS sent it. */
  raw: unknown
  /** Whether a FAIL still has tasks to run; null where its graph does not say. */
  failLive: boolean | null
  /** The cancellations that this read settled or changed. */
  changed: CancellationRecord[]
}

/** Get Flow Instance (enos-api.md 5.2) as the given user; what it shows settles open cancellations (`observe`). */
export async function readInstance(
  who: { userId: string; orgId: string },
  flowInstId: string,
  { actor, open: known, ...options }: ReadOptions,
): Promise<{ ok: true; value: InstanceRead } | { ok: false; error: GatewayError }> {
  const askedAt = Date.now()
  // What is opened while EnOS is being asked is not settled by this read anyway, so both can be asked at once.
  const asking = getGateway().getRawFlowInstance(who, flowInstId, options)
  // The embedded database works on this thread: let the call leave before.
  await nextTurn()
  const [answer, open] = await Promise.all([asking, known ?? findOpenOf([flowInstId], who.orgId)])
  if (!answer.ok) return answer
  const { instance, raw } = answer.value
  const failLive = isFailLive(instance.graph)
  const observation = { orgId: who.orgId, source: 'get', askedAt, readAt: Date.now(), actor } as const
  const seen = { flowInstId, status: instance.status, failLive, ended: instance.endTime }
  const changed = await observe([seen], observation, open)
  return { ok: true, value: { instance, raw, failLive, changed } }
}
