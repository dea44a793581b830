import 'server-only'
import { readEnv } from '@/lib/env'
import { log } from '@/lib/log'
import type { Zone } from '@/lib/shared/enos-time'
import { processWide } from '@/lib/shared/process-wide'
import { backgroundShare, listShare } from './budget'
import { createGateway, type Gateway } from './client'
import type { AwayChange } from './config'
import { createLedger, type Ledger } from './ledger'
import { systemPorts } from './system-ports'

/** The gateway of this process, made from the settings on first use: one token and one limiter for all callers. */
export function getGateway(): Gateway {
  return processWide('gateway', createConfigured)
}

function createConfigured(): Gateway {
  const env = readEnv()
  return createGateway(
    {
      url: env.ENOS_API_URL,
      accessKey: env.ENOS_ACCESS_KEY,
      secretKey: env.ENOS_SECRET_KEY,
      timeoutMs: env.ENOS_TIMEOUT_MS,
      maxRps: env.ENOS_MAX_RPS,
      pageBase: env.ENOS_PAGE_BASE,
      sortFields: env.ENOS_SORT_FIELDS,
    },
    {
      ...systemPorts,
      onCall: (report) => {
        getLedger().note(report)
        log.info({ event: 'gateway.call', ...report })
      },
      onAway: logAway,
    },
  )
}

/** One line when an outage begins and one when it ends, however many wait for it. */
function logAway(change: AwayChange): void {
  if (change.isAway) log.warn({ event: 'gateway.away', kind: change.error.kind, code: change.error.code })
  else log.info({ event: 'gateway.back', ms: change.ms })
}

/** The calls of this process. */
export function getLedger(): Ledger {
  return processWide('gateway-ledger', () => createLedger(systemPorts.now))
}

/** While EnOS does not answer: when it is sensible for the background to look again (Unix ms). Null: now. */
export function gatewayOpensAt(): number | null {
  return getGateway().away()?.looksAgainAt ?? null
}

/** Since when EnOS does not answer (Unix ms); null while it does. */
export function gatewayAwaySince(): number | null {
  return getGateway().away()?.since ?? null
}

/** How many reads a second the background may make now, so that all calls stay below the ceiling. Never 0. */
export function backgroundAllowance(): number {
  const { pages, others } = getLedger().rates()
  return backgroundShare({ ceiling: callCeiling(), people: pages + others })
}

/** How many calls a second lists may make now, beside what everything else takes. */
export function listAllowance(): number {
  const { background, others } = getLedger().rates()
  return listShare({ ceiling: callCeiling(), others: background + others })
}

/** The longest time of one gateway call (ms). */
export function callTimeout(): number {
  return readEnv().ENOS_TIMEOUT_MS
}

/** Ceiling of calls a second, for whoever spreads calls over time. */
export function callCeiling(): number {
  return readEnv().ENOS_MAX_RPS
}

/** The zones an operator has set for EnOS's time strings; null where they are asked from EnOS. */
export function configuredZones(): { trigger: Zone; run: Zone } | null {
  const { trigger, run } = readEnv().ENOS_TIME_ZONE
  return trigger && run
    ? { trigger: { kind: 'iana', name: trigger }, run: { kind: 'iana', name: run } }
    : null
}
