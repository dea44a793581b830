import 'server-only'
import type { Schedule } from '@/lib/shared/instances'
import { processWide } from '@/lib/shared/process-wide'

const MOST = 20_000

const known = processWide('schedules', () => new Map<string, Schedule>())

/** Only List Flow Instances tells how an instance was started (enos-api.md 5.1), so what it said is kept a while. */
export function rememberSchedule(flowInstId: string, schedule: Schedule): void {
  known.delete(flowInstId)
  known.set(flowInstId, schedule)
  if (known.size > MOST) known.delete(known.keys().next().value as string)
}

export function recallSchedule(flowInstId: string): Schedule | null {
  return known.get(flowInstId) ?? null
}
