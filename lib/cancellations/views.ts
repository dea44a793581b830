import 'server-only'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { viewOf } from '@/lib/cancellations/view'
import { findActsOf } from '@/lib/flow-actions/of'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationView } from '@/lib/shared/cancellation'

/** What a viewer is shown of records of their organization; one more statement where a schedule was to be paused too. */
export async function viewsOf(
  records: readonly CancellationRecord[],
  viewer: Viewer,
): Promise<CancellationView[]> {
  const acts = await findActsShown(records)
  return records.map((record) => viewOf(record, viewer, acts))
}

/** The acts that `viewOf` shows with records of one organization. */
export async function findActsShown(records: readonly CancellationRecord[]): Promise<FlowActionRecord[]> {
  const wishing = records.filter(({ pauseSchedule }) => pauseSchedule)
  return wishing[0]
    ? findActsOf(
        wishing[0].orgId,
        wishing.map(({ id }) => id),
      )
    : []
}
