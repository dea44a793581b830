import 'server-only'
import { and, arrayContains, eq, or, type SQL } from 'drizzle-orm'
import { cancellations } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'

/** Cancellations a person asked for, and those of instances they owned when they were asked (product.md, people). */
export function involves(viewer: Viewer): SQL | undefined {
  return and(
    eq(cancellations.orgId, viewer.orgId),
    or(eq(cancellations.userId, viewer.userId), arrayContains(cancellations.owners, [viewer.username])),
  )
}

/** What a viewer may see: leads the whole organization's, others what involves them. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  return viewer.role === 'lead' ? eq(cancellations.orgId, viewer.orgId) : involves(viewer)
}
