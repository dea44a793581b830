import 'server-only'
import { and, gte, ne } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import { gatewayMinutes } from '@/lib/db/schema'
import { callCeiling, gatewayAwaySince, getLedger } from '@/lib/gateway/configured'
import { firstMinute, summarize } from '@/lib/ledger/summary'
import { thisServer } from '@/lib/ledger/write'
import type { Viewer } from '@/lib/people/viewer'
import type { GatewayCalls } from '@/lib/shared/calls'

/** All servers' calls to EnOS in the last hour, for leads; null for everybody else. */
export async function readGatewayCalls(viewer: Viewer): Promise<GatewayCalls | null> {
  if (viewer.role !== 'lead') return null
  const now = Date.now()
  const server = thisServer()
  const db = await getDb()
  const others = await db
    .select()
    .from(gatewayMinutes)
    .where(and(gte(gatewayMinutes.minute, firstMinute(now)), ne(gatewayMinutes.server, server)))
  // What this server has called, it need not have written yet.
  const own = getLedger()
    .minutes()
    .map((tally) => ({ ...tally, server }))
  const summary = summarize([...others, ...own], { now, perServer: callCeiling() * 60 })
  return { ...summary, awaySince: gatewayAwaySince() }
}
