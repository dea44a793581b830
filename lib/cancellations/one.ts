import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { isAsWritten } from '@/lib/cancellations/as-written'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { timelineEventOf } from '@/lib/cancellations/timeline'
import { ACTS, CANCELLATIONS } from '@/lib/cancellations/verify-records'
import { viewOf } from '@/lib/cancellations/view'
import { viewsOf, withLaterSwitches } from '@/lib/cancellations/views'
import { visibleTo } from '@/lib/cancellations/visible'
import { getDb } from '@/lib/db/client'
import { cancellations, events } from '@/lib/db/schema'
import { findActsOf } from '@/lib/flow-actions/of'
import { actViewOf } from '@/lib/flow-actions/view'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { CancellationStory } from '@/lib/shared/timeline'

/** One cancellation; null alike where there is none and where this viewer may not see it. */
export async function readCancellation(viewer: Viewer, id: string): Promise<CancellationView | null> {
  const record = await findVisible(viewer, id)
  return record && ((await viewsOf([record], viewer))[0] ?? null)
}

/** The same with everything that happened to it. */
export async function readRecord(
  viewer: Viewer,
  id: string,
): Promise<Omit<CancellationStory, 'awaySince'> | null> {
  const record = await findVisible(viewer, id)
  if (!record) return null
  const db = await getDb()
  // After the record: what it says has its event here, and a timeline that is further makes nobody miss the end.
  const acts = await findActsOf(record.orgId, [record.id])
  const log = await db
    .select()
    .from(events)
    .where(
      and(eq(events.orgId, record.orgId), inArray(events.subject, [record.id, ...acts.map(({ id }) => id)])),
    )
    .orderBy(asc(events.n))
  const eventsOf = ({ id }: { id: string }, kind: { isTold: (action: string) => boolean }) =>
    log.filter(({ subject, action }) => subject === id && kind.isTold(action))
  const own = eventsOf(record, CANCELLATIONS)
  return {
    cancellation: viewOf(record, viewer, await withLaterSwitches([record], acts)),
    actions: acts.map((act) => actViewOf(act, viewer)),
    timeline: [...own, ...acts.flatMap((act) => eventsOf(act, ACTS))]
      .sort((one, other) => one.n - other.n)
      .map(timelineEventOf),
    impact: record.impact,
    isAsWritten:
      isAsWritten(CANCELLATIONS, record, own) &&
      acts.every((act) => isAsWritten(ACTS, act, eventsOf(act, ACTS))),
    now: Date.now(),
  }
}

/** The whole record, for those who act on it. */
export async function findVisible(viewer: Viewer, id: string): Promise<CancellationRecord | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null
  const db = await getDb()
  const [record] = await db
    .select()
    .from(cancellations)
    .where(and(eq(cancellations.id, id), visibleTo(viewer)))
  return record ?? null
}
