import 'server-only'
import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import { flowActions } from '@/lib/db/schema'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { actViewOf } from '@/lib/flow-actions/view'
import type { Viewer } from '@/lib/people/viewer'
import type { FlowActionView } from '@/lib/shared/flow-actions'

const MOST = 50

/**
 * What was done to a workflow, newest first. Only for whom a fresh read has shown to own an instance of it: they see
 * what anybody of the organization did to it.
 */
export async function readActsOfFlow(viewer: Viewer, flowId: string): Promise<FlowActionView[]> {
  const db = await getDb()
  const records = await db
    .select()
    .from(flowActions)
    .where(and(eq(flowActions.orgId, viewer.orgId), eq(flowActions.flowId, flowId)))
    .orderBy(desc(flowActions.requestedAt))
    .limit(MOST)
  return records.map((record) => actViewOf(record, viewer))
}

/** The acts that belong to some cancellations of an organization, newest first; who may see those may see these. */
export async function findActsOf(
  orgId: string,
  cancellationIds: readonly string[],
): Promise<FlowActionRecord[]> {
  if (cancellationIds.length === 0) return []
  const db = await getDb()
  return db
    .select()
    .from(flowActions)
    .where(and(eq(flowActions.orgId, orgId), inArray(flowActions.cancellationId, [...cancellationIds])))
    .orderBy(desc(flowActions.requestedAt))
}

/** The pauses and resumptions of some workflows that were asked for after a moment and are done, newest first. */
export async function findSwitchesSince(
  orgId: string,
  flowIds: readonly string[],
  since: number,
): Promise<FlowActionRecord[]> {
  const db = await getDb()
  return db
    .select()
    .from(flowActions)
    .where(
      and(
        eq(flowActions.orgId, orgId),
        inArray(flowActions.flowId, [...flowIds]),
        gt(flowActions.requestedAt, since),
        inArray(flowActions.kind, ['pause_schedule', 'resume_schedule']),
        eq(flowActions.state, 'done'),
      ),
    )
    .orderBy(desc(flowActions.requestedAt))
}
