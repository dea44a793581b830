import 'server-only'
import { and, desc, eq, gt, inArray, isNull, notInArray } from 'drizzle-orm'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { viewsOf } from '@/lib/cancellations/views'
import { involves } from '@/lib/cancellations/visible'
import { isToldTo } from '@/lib/cancellations/watchers'
import { getDb } from '@/lib/db/client'
import { cancellations, endingsTold } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'
import { OPEN_STATES } from '@/lib/shared/cancellation'
import type { OpenCancellations } from '@/lib/shared/instances'

/** Endings older than this are history and are not told any more (ms). */
const TELL_FOR_MS = 7 * 24 * 3_600_000
const MOST_UNTOLD = 50

/** The open cancellations that involve a person, and the endings they were not told yet. Asks only our database. */
export async function readOpenCancellations(viewer: Viewer): Promise<OpenCancellations> {
  const db = await getDb()
  const now = Date.now()
  const open = await db
    .select()
    .from(cancellations)
    .where(and(involves(viewer), inArray(cancellations.state, [...OPEN_STATES])))
    .orderBy(desc(cancellations.requestedAt))
  const told = and(eq(endingsTold.cancellationId, cancellations.id), eq(endingsTold.userId, viewer.userId))
  const untold = await db
    .select({ record: cancellations })
    .from(cancellations)
    .leftJoin(endingsTold, told)
    .where(
      and(
        eq(cancellations.orgId, viewer.orgId),
        isToldTo(viewer),
        gt(cancellations.requestedAt, now - TELL_FOR_MS),
        notInArray(cancellations.state, [...OPEN_STATES]),
        isNull(endingsTold.toldAt),
      ),
    )
    .orderBy(desc(cancellations.requestedAt))
    .limit(MOST_UNTOLD)
  const views = await viewsOf([...open, ...untold.map(({ record }) => record)], viewer)
  return {
    open: views.slice(0, open.length),
    untold: views.slice(open.length),
    now,
    asker: { person: personOf(viewer), endsAt: viewer.endsAt },
  }
}

/** Tells one person from another, in a browser too. */
export function personOf({ orgId, userId }: Pick<Viewer, 'orgId' | 'userId'>): string {
  return `${orgId}/${userId}`
}

/** Open cancellations of the viewer's instances, and those that ended after `since` (Unix ms), newest first. */
export async function readRecentCancellations(viewer: Viewer, since: number): Promise<CancellationRecord[]> {
  const db = await getDb()
  const open = inArray(cancellations.state, [...OPEN_STATES])
  const [running, ended] = await Promise.all([
    db
      .select()
      .from(cancellations)
      .where(and(involves(viewer), open)),
    db
      .select()
      .from(cancellations)
      .where(and(involves(viewer), gt(cancellations.closedAt, since))),
  ])
  return [...running, ...ended].sort((a, b) => b.requestedAt - a.requestedAt)
}
