import 'server-only'
import { and, eq, lte } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import type { Actor } from '@/lib/db/event-log'
import { flowActions } from '@/lib/db/schema'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'

type FlowRead = {
  orgId: string
  flowId: string
  /** Whether the schedule runs, as EnOS says; null where it does not. */
  isActive: boolean | null
  /** When EnOS was asked (Unix ms). */
  askedAt: number
}

/**
 * Every read of a workflow goes through here: where the answer to a pause or resumption was lost, and the schedule is
 * as it was to become, it was done. That it is not yet says nothing; only the follower knows how long to wait.
 */
export async function observeFlow(
  { orgId, flowId, isActive, askedAt }: FlowRead,
  actor: Actor,
): Promise<void> {
  if (isActive === null) return
  const db = await getDb()
  const ofFlow = and(eq(flowActions.orgId, orgId), eq(flowActions.flowId, flowId))
  const kind = isActive ? 'resume_schedule' : 'pause_schedule'
  const waiting = await db
    .select()
    .from(flowActions)
    .where(
      and(
        ofFlow,
        eq(flowActions.kind, kind),
        eq(flowActions.state, 'unconfirmed'),
        lte(flowActions.sentAt, askedAt),
      ),
    )
  for (const record of waiting)
    await appendFlowEvent(record, {
      step: { type: 'seen', isDone: true, newFlowInstId: null },
      actor,
      at: Date.now(),
    })
}
