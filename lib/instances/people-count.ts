import 'server-only'
import { processWide } from '@/lib/shared/process-wide'

const FORGET_AFTER_MS = 45_000

const seen = processWide('people-count', () => new Map<string, number>())

/** Notes that a person has asked for the list, and counts those who did lately: they share the call ceiling. */
export function countPeople(person: string, now: number): number {
  seen.set(person, now)
  for (const [name, at] of seen) if (now - at > FORGET_AFTER_MS) seen.delete(name)
  return seen.size
}
