import 'server-only'
import { processWide } from '@/lib/shared/process-wide'

type Due = { at: number; calls: number }

const due = processWide('lists-due', () => new Set<Due>())

/**
 * How many calls the lists cost that pages will ask for again, each once. A page comes back when it was told to, and
 * is counted anew then; one that was closed or hidden is counted until then.
 */
export function callsDue(now: number): number {
  let calls = 0
  for (const one of due) {
    if (one.at <= now) due.delete(one)
    else calls += one.calls
  }
  return calls
}

/** Notes that a page was told to come back at `at` for a list of so many calls. */
export function noteDue(one: Due): void {
  due.add(one)
}
