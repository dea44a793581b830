import 'server-only'
import { lookAgainAt } from '@/lib/cancellations/follow-ups'
import { readRecentCancellations } from '@/lib/cancellations/open'
import { viewsOf } from '@/lib/cancellations/views'
import { rowOfRecord } from '@/lib/instances/row'
import type { Viewer } from '@/lib/people/viewer'
import { isOpen } from '@/lib/shared/cancellation'
import type { Zones } from '@/lib/shared/enos-time'
import type { InstanceRow } from '@/lib/shared/instances'
import { processWide } from '@/lib/shared/process-wide'

/** A row stays this long after its cancellation ended, so that nobody misses how (ms). */
const KEEP_ENDED_MS = 5 * 60_000
const MOST_HURRIED = 10_000

const hurried = processWide('hurried', () => new Set<string>())

/** Puts each row's cancellation beside it, and keeps rows whose instance has left the list through a cancellation. */
export async function addCancellations(
  viewer: Viewer,
  rows: InstanceRow[],
  zones: Zones,
): Promise<InstanceRow[]> {
  const now = Date.now()
  const records = await readRecentCancellations(viewer, now - KEEP_ENDED_MS)
  const shown = new Map(rows.map((row) => [row.flowInstId, row]))
  const views = await viewsOf(records, viewer)
  for (const [order, record] of records.entries()) {
    const row = shown.get(record.flowInstId)
    const view = views[order] ?? null
    if (!row) {
      shown.set(record.flowInstId, { ...rowOfRecord(record, zones), cancellation: view })
      if (isOpen(record.state)) await hurry(record.id, now)
      continue
    }
    // Records come newest first: an earlier one says nothing any more.
    if (row.cancellation !== null) continue
    shown.set(row.flowInstId, {
      ...row,
      cancellable: row.cancellable && !isOpen(record.state),
      cancellation: view,
    })
  }
  return [...shown.values()]
}

/** It left the list of what is active: the follower need not wait for its next look. Told once, not by every list. */
async function hurry(cancellationId: string, now: number): Promise<void> {
  if (hurried.has(cancellationId)) return
  if (hurried.size > MOST_HURRIED) hurried.clear()
  hurried.add(cancellationId)
  await lookAgainAt(cancellationId, now)
}
