import 'server-only'
import { isPauseMissing } from '@/lib/cancellations/pause-of'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { viewOf } from '@/lib/cancellations/view'
import { findActsOf, findSwitchesSince } from '@/lib/flow-actions/of'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationView } from '@/lib/shared/cancellation'

/** What a viewer is shown of records of their organization; one more statement where a schedule was to be paused too, two where it was not. */
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
  if (!wishing[0]) return []
  const ids = wishing.map(({ id }) => id)
  return withLaterSwitches(wishing, await findActsOf(wishing[0].orgId, ids))
}

/** `acts`, those of the records, and those that have made up since for a pause that is missing. */
export async function withLaterSwitches(
  records: readonly CancellationRecord[],
  acts: FlowActionRecord[],
): Promise<FlowActionRecord[]> {
  const missing = records.filter((record) => isPauseMissing(record, acts))
  if (!missing[0]) return acts
  const since = Math.min(...missing.map(({ requestedAt }) => requestedAt))
  const flowIds = [...new Set(missing.map(({ flowId }) => flowId))]
  return [...acts, ...(await findSwitchesSince(missing[0].orgId, flowIds, since))]
}
