import 'server-only'
import { and, eq, isNotNull, ne, notInArray } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import { flowActions } from '@/lib/db/schema'
import type { FlowActionRecord } from '@/lib/flow-actions/record'

export type OtherRuns = {
  /** The instances that came of them. */
  known: string[]
  /** Of one or more nobody knows whether there is an instance, or which. */
  isUnclear: boolean
}

/** What was asked of a workflow with the trigger time of this run beside it, and EnOS has or may have. */
export async function findOtherRuns({ id, orgId, flowId, triggerAt }: FlowActionRecord): Promise<OtherRuns> {
  if (triggerAt === null) return { known: [], isUnclear: false }
  const db = await getDb()
  const ofFlow = and(eq(flowActions.orgId, orgId), eq(flowActions.flowId, flowId))
  const others = await db
    .select({ newFlowInstId: flowActions.newFlowInstId })
    .from(flowActions)
    .where(
      and(
        ofFlow,
        eq(flowActions.kind, 'run_again'),
        eq(flowActions.triggerAt, triggerAt),
        ne(flowActions.id, id),
        isNotNull(flowActions.sentAt),
        notInArray(flowActions.state, ['refused', 'not_sent', 'not_done']),
      ),
    )
  const ids = others.map(({ newFlowInstId }) => newFlowInstId)
  return { known: ids.filter((one) => one !== null), isUnclear: ids.includes(null) }
}
