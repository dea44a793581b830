import { wallClock } from '@/lib/shared/wall-clock'

const DAY_MS = 24 * 3_600_000

/** The business date (yyyy-MM-dd) of a run: the day before its trigger, on the calendar of EnOS's zone (enos-api.md 5.2). */
export function businessDateOf(triggerAt: number, zone: string): string {
  return new Date(wallClock(zone, triggerAt) - DAY_MS).toISOString().slice(0, 10)
}
