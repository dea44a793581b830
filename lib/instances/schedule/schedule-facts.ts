import 'server-only'
import type { Flow } from '@/lib/gateway/flow'
import { cronWords } from '@/lib/instances/schedule/cron-words'
import { nextStart } from '@/lib/instances/schedule/next-start'
import type { Zone } from '@/lib/shared/enos-time'
import type { ScheduleFacts } from '@/lib/shared/instance-detail'
import { SCHEDULES, type Schedule } from '@/lib/shared/instances'
import type { Locale } from '@/lib/shared/locale'

/** What EnOS tells of a workflow's schedule, in the language of the person. */
export function scheduleFacts(
  flow: Flow,
  { zone, locale, now }: { zone: Zone | null; locale: Locale; now: number },
): ScheduleFacts {
  const isPeriodic = flow.type === 1
  const cron = isPeriodic ? flow.freq : null
  const told = { isPeriodic, isActive: flow.isActive, cron, validFrom: flow.startTime }
  return {
    isPeriodic: flow.type === null ? null : isPeriodic,
    isActive: isPeriodic ? flow.isActive : null,
    cron,
    words: cron === null ? null : cronWords(cron, locale),
    nextStart: nextStart(told, zone, now),
    nextOnceResumed: flow.isActive === false ? nextStart({ ...told, isActive: true }, zone, now) : null,
    validFrom: isPeriodic ? flow.startTime : null,
    locks: { user: flow.isUserLocked, workflow: flow.isLocked },
  }
}

/** Of a code of EnOS (enos-api.md 6.3). */
export function scheduleOf(type: Flow['type'] | undefined): Schedule | null {
  return type === null || type === undefined ? null : SCHEDULES[type]
}
