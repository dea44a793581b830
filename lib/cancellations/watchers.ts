import 'server-only'
import { eq, or, type SQL, sql } from 'drizzle-orm'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { cancellations, watchers } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'

/**
 * An owner wanted to stop what is being stopped already: from now on they may follow that cancellation, and are told how
 * it ends. Only for whom a fresh read has shown to be an owner.
 */
export async function watch(viewer: Viewer, { id, userId }: CancellationRecord): Promise<void> {
  if (userId === viewer.userId) return
  const db = await getDb()
  await db
    .insert(watchers)
    .values({ cancellationId: id, userId: viewer.userId, since: Date.now() })
    .onConflictDoNothing()
}

export function isWatchedBy({ userId }: Viewer): SQL {
  return sql`${cancellations.id} in (select ${watchers.cancellationId} from ${watchers} where ${watchers.userId} = ${userId})`
}

/** Whose endings a person is told: of what they asked for, and of what they wanted as well. */
export function isToldTo(viewer: Viewer): SQL | undefined {
  return or(eq(cancellations.userId, viewer.userId), isWatchedBy(viewer))
}
