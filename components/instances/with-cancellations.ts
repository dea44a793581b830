import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'

/** An instance may be shown with an ending for as long as the server does so itself. */
const ENDING_SHOWN_MS = 5 * 60_000

function supersedes(news: CancellationView, shown: CancellationView | null): boolean {
  if (shown === null) return true
  if (shown.id !== news.id) return news.requestedAt > shown.requestedAt
  return isOpen(shown.state) || !isOpen(news.state)
}

/** The rows with fresher news of their cancellations. An ending that is shown is not taken back by an older answer. */
export function withCancellations(
  rows: readonly InstanceRow[],
  news: readonly CancellationView[],
  now: number,
): readonly InstanceRow[] {
  const byInstance = new Map<string, CancellationView>()
  for (const one of news) {
    if (one.closedAt !== null && now - one.closedAt > ENDING_SHOWN_MS) continue
    const known = byInstance.get(one.flowInstId) ?? null
    if (supersedes(one, known)) byInstance.set(one.flowInstId, one)
  }
  if (byInstance.size === 0) return rows
  return rows.map((row) => {
    const one = byInstance.get(row.flowInstId)
    return one !== undefined && supersedes(one, row.cancellation) ? { ...row, cancellation: one } : row
  })
}
