import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { viewsOf } from '@/lib/cancellations/views'
import { visibleTo } from '@/lib/cancellations/visible'
import { getDb } from '@/lib/db/client'
import { cancellations } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationView } from '@/lib/shared/cancellation'

const MOST = 50

/** The newest cancellations of one instance that this viewer may see, newest first. */
export async function readCancellationsOf(viewer: Viewer, flowInstId: string): Promise<CancellationView[]> {
  const db = await getDb()
  const found = await db
    .select()
    .from(cancellations)
    .where(and(eq(cancellations.flowInstId, flowInstId), visibleTo(viewer)))
    .orderBy(desc(cancellations.requestedAt), desc(cancellations.id))
    .limit(MOST)
  return viewsOf(found, viewer)
}
