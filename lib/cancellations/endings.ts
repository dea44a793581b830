import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { isToldTo } from '@/lib/cancellations/watchers'
import { getDb } from '@/lib/db/client'
import { cancellations, endingsTold } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'

/** Marks endings as told to a person who asked, or wanted the same; returns those that no other tab had told before. */
export async function claimToldEndings(viewer: Viewer, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const db = await getDb()
  const own = await db
    .select({ cancellationId: cancellations.id })
    .from(cancellations)
    .where(and(eq(cancellations.orgId, viewer.orgId), isToldTo(viewer), inArray(cancellations.id, ids)))
  if (own.length === 0) return []
  const toldAt = Date.now()
  const claimed = await db
    .insert(endingsTold)
    .values(own.map(({ cancellationId }) => ({ cancellationId, userId: viewer.userId, toldAt })))
    .onConflictDoNothing()
    .returning({ id: endingsTold.cancellationId })
  return claimed.map(({ id }) => id)
}
