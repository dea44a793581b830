import 'server-only'
import { processWide } from '@/lib/shared/process-wide'

/** The waits in the life of a cancellation (product.md) and of an act on a workflow, ms. */
const WAITS = {
  /** Open for longer than this is overdue, and may be asked again; so may it be this long after the last attempt. */
  overdueAfter: 120_000,
  /** A `requested` this old was left by a server that went down before it sent anything. */
  neverSentAfter: 60_000,
  /** A `sent` this old without an answer will not get one any more. */
  answerLostAfter: 60_000,
  /** Nothing final was read for this long. */
  lostTrackAfter: 24 * 3_600_000,
  /** For how much longer the last read is tried, where EnOS does not answer it. */
  lastReadWithin: 3_600_000,
  /** One more look, this long after the end. */
  lookLaterAfter: 5 * 60_000,
  /** With a graph that cannot be read, a FAIL counts as live for this long after it was first seen. */
  failGrace: 5 * 60_000,
  /** A run that no read shows this long after the POST does not exist. */
  runShownAfter: 10 * 60_000,
} as const

/** Waits between two looks (ms); the last one repeats. */
const BETWEEN_LOOKS = [1_000, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000] as const

const chosen = processWide('pace', () => ({ pace: 1 }))

/** Makes every wait shorter: 0.1 is ten times as fast. From the settings, at start. */
export function setPace(pace: number): void {
  chosen.pace = pace
}

/** One of the waits at the chosen pace (ms). */
export function waitOf(name: keyof typeof WAITS): number {
  return Math.ceil(WAITS[name] * chosen.pace)
}

/** How long to wait after the n-th look at an open cancellation (ms). */
export function waitAfterLook(n: number): number {
  const last = BETWEEN_LOOKS.length - 1
  return Math.ceil((BETWEEN_LOOKS[Math.min(Math.max(n - 1, 0), last)] ?? 60_000) * chosen.pace)
}

/** The longest of those waits (ms). */
export function longestWait(): number {
  return waitAfterLook(BETWEEN_LOOKS.length)
}
