import 'server-only'
import { within } from '@/lib/gateway/span'

/** How long a cancel may take, from the moment it is asked for (ms). */
const CHECKS_MS = 4_500
const GIVE_UP_MS = 5_000
const WHOLE_MS = 15_000

export type Limits = {
  /** No wait before the POST goes on after this; the rest of five seconds is for what has to be written then. */
  checks: AbortSignal
  /** What has not been sent by now is not sent, and the person is told so. */
  giveUp: AbortSignal
  /** The answer of EnOS is not waited for any longer; it is still recorded when it comes. */
  whole: AbortSignal
}

export function startLimits({ checks = CHECKS_MS, giveUp = GIVE_UP_MS, whole = WHOLE_MS } = {}): Limits {
  return {
    checks: AbortSignal.timeout(checks),
    giveUp: AbortSignal.timeout(giveUp),
    whole: AbortSignal.timeout(whole),
  }
}

/** Our own database did not answer in time: calls to EnOS have shorter limits of their own. */
export class OutOfTime extends Error {
  override name = 'OutOfTime'
}

/** `work` while there is time for it. @throws OutOfTime; the work itself cannot be stopped and goes on */
export async function inTime<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  const done = await within(work, limit)
  if (done === 'ended') throw new OutOfTime('The database took too long.')
  return done
}
