import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import type { InstanceList } from '@/lib/shared/instances'

function supersedes(news: CancellationView, shown: CancellationView | null): boolean {
  if (shown === null) return true
  if (shown.id !== news.id) return news.requestedAt > shown.requestedAt
  return isOpen(shown.state) || !isOpen(news.state)
}

/** The list with fresher news of its cancellations. An ending that is shown is not taken back by an older answer. */
export function withCancellations(list: InstanceList, news: CancellationView[]): InstanceList {
  if (news.length === 0) return list
  const byInstance = new Map<string, CancellationView>()
  for (const one of news) {
    const known = byInstance.get(one.flowInstId) ?? null
    if (supersedes(one, known)) byInstance.set(one.flowInstId, one)
  }
  const rows = list.rows.map((row) => {
    const one = byInstance.get(row.flowInstId)
    return one !== undefined && supersedes(one, row.cancellation) ? { ...row, cancellation: one } : row
  })
  return { ...list, rows }
}
