import { setTimeout as sleep } from 'node:timers/promises'
import type { InstanceTruth, LoggedCall } from '@/e2e/support/simulator-control'
import type { DatabaseAccount } from './database-account'
import { differences, isFinal, outcomeOf } from './judge'
import { type Ask, type Person, readHistoryPage, readOpen } from './person'
import type { Site } from './site'

/** Two of the three accounts of a wish, taken while the app is up. */
export type Seen = {
  asked: Ask
  truth: InstanceTruth
  posts: LoggedCall[]
  rows: string[]
  isShownOpen: boolean
  /** From when the end could be known: EnOS has it, and Flowstop can ask for it (Unix ms). */
  knowableAt: number
}

export type Judged = { flowInstId: string; outcome: string; differences: string[]; msToTruth: number }

/** Patience with an end that EnOS knows (ms): longer than a lease of a server that is gone. */
const PATIENCE_MS = 75_000

/** Waits until the pages tell none of these as open any more; what stays open is left to the comparison. */
export async function untilEnded(site: Site, asks: Ask[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const open = await openOf(site, asks)
    if (!asks.some(({ flowInstId }) => open.has(flowInstId))) return
    await sleep(100)
  }
}

/** What EnOS's stand-in and the pages say now. */
export async function see(site: Site, asks: Ask[]): Promise<Seen[]> {
  const rows = new Map<string, string[]>()
  for (const person of peopleOf(asks)) {
    for (const [flowInstId, words] of await readHistoryPage(site, person)) rows.set(flowInstId, words)
  }
  const open = await openOf(site, asks)
  return Promise.all(
    asks.map(async (asked) => {
      const { flowInstId } = asked
      const truth = await site.control.instance(flowInstId)
      const posts = await site.control.calls({ operation: 'flowInstances.cancel', flowInstId })
      const endedAt = isFinal(truth) ? (truth.endTime ?? 0) : 0
      const knowableAt = Math.max(site.upAt, endedAt, asked.askedAt)
      return {
        asked,
        truth,
        posts,
        rows: rows.get(flowInstId) ?? [],
        isShownOpen: open.has(flowInstId),
        knowableAt,
      }
    }),
  )
}

/** Lays the database's account beside the other two. */
export function judge(seen: Seen[], database: DatabaseAccount): Judged[] {
  return seen.map(({ asked, knowableAt, ...accounts }) => {
    const records = database.records.filter(({ flow_inst_id }) => flow_inst_id === asked.flowInstId)
    const all = { ...accounts, records, events: database.events }
    const closedAt = records[0]?.closed_at ?? knowableAt
    return {
      flowInstId: asked.flowInstId,
      outcome: outcomeOf(all),
      differences: differences(asked, all),
      msToTruth: Math.max(0, closedAt - knowableAt),
    }
  })
}

async function openOf(site: Site, asks: Ask[]): Promise<Set<string>> {
  const all = await Promise.all(peopleOf(asks).map((person) => readOpen(site, person)))
  return new Set(all.flatMap(({ open }) => open.map(({ flowInstId }) => flowInstId)))
}

function peopleOf(asks: Ask[]): Person[] {
  return [...new Set(asks.map(({ person }) => person))]
}
