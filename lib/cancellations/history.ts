import 'server-only'
import { and, desc, sql } from 'drizzle-orm'
import { viewsOf } from '@/lib/cancellations/views'
import { visibleTo } from '@/lib/cancellations/visible'
import { getDb } from '@/lib/db/client'
import { cancellations } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'
import type { HistoryPage } from '@/lib/shared/cancellation'

const PAGE = 50

/** One page of the history, newest first. `before` is a cursor of an earlier page; a malformed one is the first page. */
export async function readHistory(viewer: Viewer, { before }: { before?: string }): Promise<HistoryPage> {
  const db = await getDb()
  const from = before === undefined ? null : parseCursor(before)
  const older = from
    ? sql`(${cancellations.requestedAt}, ${cancellations.id}) < (${from.requestedAt}, ${from.id})`
    : undefined
  const found = await db
    .select()
    .from(cancellations)
    .where(and(visibleTo(viewer), older))
    .orderBy(desc(cancellations.requestedAt), desc(cancellations.id))
    .limit(PAGE + 1)
  const rows = found.slice(0, PAGE)
  const last = rows.at(-1)
  return {
    rows: await viewsOf(rows, viewer),
    next: found.length > PAGE && last ? `${last.requestedAt}.${last.id}` : null,
    scope: viewer.role === 'lead' ? 'organization' : 'mine',
  }
}

function parseCursor(text: string): { requestedAt: number; id: string } | null {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text)
  if (!match?.[1] || !match[2]) return null
  return { requestedAt: Number(match[1]), id: match[2] }
}
