import 'server-only'
import { and, arrayContains, eq, or, type SQL } from 'drizzle-orm'
import { isWatchedBy } from '@/lib/cancellations/watchers'
import { cancellations } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'

/**
 * Cancellations a person asked for, those of instances they owned when they were asked (product.md, people), and those
 * that stood in their way when they wanted the same.
 */
export function involves(viewer: Viewer): SQL | undefined {
  return and(
    eq(cancellations.orgId, viewer.orgId),
    or(
      eq(cancellations.userId, viewer.userId),
      arrayContains(cancellations.owners, [viewer.username]),
      isWatchedBy(viewer),
    ),
  )
}

/** What a viewer may see: leads the whole organization's, others what involves them. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  return viewer.role === 'lead' ? eq(cancellations.orgId, viewer.orgId) : involves(viewer)
}
