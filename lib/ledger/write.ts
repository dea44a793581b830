import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, lt, lte, sql } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import { unhurried } from '@/lib/db/raw'
import { gatewayMinutes } from '@/lib/db/schema'
import { getLedger } from '@/lib/gateway/configured'
import type { MinuteTally } from '@/lib/gateway/ledger'
import { log } from '@/lib/log'
import { processWide } from '@/lib/shared/process-wide'

const EVERY_MS = 10_000
const HOUR_MS = 3_600_000
const KEEP_MS = 7 * 24 * HOUR_MS

type Writer = {
  /** Tells the rows of this process from those of others. */
  server: string
  /** Calls of each tally as they were last written. */
  written: Map<string, number>
  timer: NodeJS.Timeout | null
  isBusy: boolean
  isFailing: boolean
}

const writer = processWide(
  'ledger-writer',
  (): Writer => ({
    server: randomUUID(),
    written: new Map(),
    timer: null,
    isBusy: false,
    isFailing: false,
  }),
)

export function thisServer(): string {
  return writer.server
}

/** Writes what this process has called into the database every few seconds; call it once at start. */
export function startLedger(): void {
  if (writer.timer !== null) return
  writer.timer = setInterval(writeQuietly, EVERY_MS)
  writer.timer.unref()
}

/** Figures are not worth an error: what could not be written is, with the next turn, or is forgotten. */
export async function writeQuietly(): Promise<void> {
  if (writer.isBusy) return
  writer.isBusy = true
  try {
    await writeMinutes(getLedger().minutes(), Date.now())
    writer.isFailing = false
  } catch (error) {
    if (!writer.isFailing) {
      const reason = error instanceof Error ? error.message : 'unknown'
      log.warn({ event: 'ledger.not_written', reason })
    }
    writer.isFailing = true
  } finally {
    writer.isBusy = false
  }
}

async function writeMinutes(minutes: MinuteTally[], now: number): Promise<void> {
  const changed = minutes.filter((tally) => writer.written.get(keyOf(tally)) !== tally.calls)
  if (changed.length === 0) return
  const rows = changed.map((tally) => ({ ...tally, latency: [...tally.latency], server: writer.server }))
  const db = await getDb()
  await db.transaction(async (tx) => {
    await tx.execute(sql`select ${unhurried}`)
    // Whole counts and not what was added: to write one twice does no harm.
    await tx
      .insert(gatewayMinutes)
      .values(rows)
      .onConflictDoUpdate({
        target: [gatewayMinutes.minute, gatewayMinutes.server, gatewayMinutes.operation],
        set: {
          calls: sql`excluded.calls`,
          failed: sql`excluded.failed`,
          limited: sql`excluded.limited`,
          latency: sql`excluded.latency`,
        },
      })
    // An hour of them at a time: whoever waits for the database behind this should not notice.
    const oldest = sql`(select min(${gatewayMinutes.minute}) from ${gatewayMinutes}) + ${HOUR_MS}::bigint`
    await tx
      .delete(gatewayMinutes)
      .where(and(lt(gatewayMinutes.minute, now - KEEP_MS), lte(gatewayMinutes.minute, oldest)))
  })
  writer.written = new Map(minutes.map((tally) => [keyOf(tally), writer.written.get(keyOf(tally)) ?? 0]))
  for (const row of rows) writer.written.set(keyOf(row), row.calls)
}

function keyOf({ minute, operation }: Pick<MinuteTally, 'minute' | 'operation'>): string {
  return `${minute} ${operation}`
}
