import type { ScheduleTold } from '@/lib/instances/schedule/next-start'
import type { Zone } from '@/lib/shared/enos-time'

/** A Sunday. */
export const SUNDAY = Date.parse('2026-11-22T12:00:00Z')
export const SHANGHAI: Zone = { kind: 'iana', name: 'Asia/Shanghai' }
export const NEW_YORK: Zone = { kind: 'iana', name: 'America/New_York' }

/** What EnOS tells of a schedule that runs. */
export function told(cron: string | null, more: Partial<ScheduleTold> = {}): ScheduleTold {
  return { isPeriodic: true, isActive: true, cron, validFrom: null, ...more }
}
