import { setTimeout as sleep } from 'node:timers/promises'
import { isActionOpen } from '@/lib/shared/flow-actions'
import type { DatabaseAccount } from '@/scripts/faults/database-account'
import type { Row } from '@/scripts/faults/report'
import type { Site } from '@/scripts/faults/site'
import { type ActAccounts, actDifferences } from './judge'
import { ACTS, type ActWish, readPage } from './wish'

/** Longer than a lost answer is waited for, at the pace of the bench, and a lease of a server that is gone. */
const PATIENCE_MS = 90_000

export type ActSeen = { wish: ActWish; seen: Pick<ActAccounts, 'truth' | 'posts' | 'page'> }

/** Waits until no page tells of an act as open; what stays open is left to the comparison. */
export async function untilActsEnded(site: Site, wishes: ActWish[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  let left = wishes
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(1_000)
    const pages = await Promise.all(left.map((wish) => readPage(site, wish)))
    left = left.filter((_, n) => pages[n]?.acts.some(({ state }) => isActionOpen(state)))
  }
}

/** What EnOS's stand-in and the pages say now. */
export function seeActs(site: Site, wishes: ActWish[]): Promise<ActSeen[]> {
  return Promise.all(
    wishes.map(async (wish) => {
      const { kind, flowId } = wish
      const posts = await site.control.calls({ operation: ACTS[kind].operation, flowId })
      // After a page that the end has been shown by: a read is shared for a second.
      await sleep(1_100)
      const page = await readPage(site, wish)
      return { wish, seen: { truth: await site.control.flow(flowId), posts, page } }
    }),
  )
}

/** Lays the database's account beside the other two. */
export function compareAct(
  { wish, seen }: ActSeen,
  database: DatabaseAccount,
  row: Row,
  ends?: string,
): void {
  const records = database.acts.filter(({ flow_id }) => flow_id === wish.flowId)
  const outcome = records[0]?.state ?? 'no record'
  row.outcomes.set(outcome, (row.outcomes.get(outcome) ?? 0) + 1)
  row.differences.push(...actDifferences(wish, { ...seen, records, events: database.events }))
  if (ends !== undefined && outcome !== ends)
    row.differences.push(`${wish.kind} of ${wish.flowId}: ${outcome} was not expected`)
  const { closed_at: closedAt, requested_at: requestedAt } = records[0] ?? {}
  if (closedAt && requestedAt) row.worstMs = Math.max(row.worstMs, closedAt - requestedAt)
}
