import 'server-only'
import { readEnv } from '@/lib/env'
import { log } from '@/lib/log'
import type { Zone } from '@/lib/shared/enos-time'
import { processWide } from '@/lib/shared/process-wide'
import { createGateway, type Gateway } from './client'
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
    { ...systemPorts, onCall: (report) => log.info({ event: 'gateway.call', ...report }) },
  )
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
