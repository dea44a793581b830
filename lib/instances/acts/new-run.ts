import 'server-only'
import type { Run } from '@/lib/instances/acts/runs-at'
import { readQuartz } from '@/lib/instances/schedule/quartz'
import { quartzClock } from '@/lib/instances/schedule/quartz-clock'
import { SCHEDULE_TYPES } from '@/lib/shared/instances'
import { digitsAsUtc } from '@/lib/shared/wall-clock'

const MINUTE_MS = 60_000
/** Zones are apart by quarters of an hour, so the digits of a time tell the second whichever zone they are in. */
const QUARTER_MS = 15 * 60_000

export type NewRun = { kind: 'found'; flowInstId: string } | { kind: 'none' | 'unclear' }

export type Trigger = {
  triggerAt: number
  knownBefore: readonly string[]
  /** The runs that came of other triggers with the same time. */
  ofOthers: readonly string[]
}

/**
 * Which of these runs came of a trigger: the only one that is new, has its trigger time to the second, and cannot be
 * the schedule's. A new one with another time may be the schedule's, and of two with the same nobody can say which: then
 * nothing is said. EnOS tells of no run who asked for it, so one that somebody asked for elsewhere, at the very same
 * second, cannot be told apart.
 */
export function findNewRun(runs: readonly Run[], { knownBefore, ofOthers, triggerAt }: Trigger): NewRun {
  const isOfOther = ({ flowInstId }: Run) => ofOthers.includes(flowInstId)
  const old = runs.filter((run) => knownBefore.includes(run.flowInstId) && !isOfOther(run))
  const fresh = runs.filter((run) => !old.includes(run) && !isOfOther(run))
  if (fresh.length === 0) return { kind: 'none' }
  const [one, ...others] = fresh.filter(({ triggerTime }) => isAt(triggerTime, triggerAt))
  if (!one || others.length > 0) return { kind: 'unclear' }
  // A schedule makes one run of a time; where that was there before, this is not it.
  const wasThere = old.some((run) => run.triggerTime === one.triggerTime && isScheduled(run) === true)
  if (!wasThere && isScheduled(one) !== false) return { kind: 'unclear' }
  return { kind: 'found', flowInstId: one.flowInstId }
}

/** Whether the schedule starts one at this very second; null where EnOS does not tell enough of it. */
function isScheduled({ type, freq, triggerTime }: Run): boolean | null {
  if (type !== undefined && type !== SCHEDULE_TYPES.periodic) return false
  const digits = triggerTime === null ? null : digitsAsUtc(triggerTime)
  if (freq === null || digits === null) return null
  return quartzClock(freq, digits)?.has(wholeSecond(digits)) ?? null
}

/**
 * The last second, up to now, in which a schedule starts nothing; now where there is none within a minute. Never one to
 * come, which EnOS may wait for, nor one of the day before in any zone, which is another business date, nor one that is
 * not `after` another trigger time.
 */
export function quietSecond(freq: string | null, now: number, after: number | null = null): number {
  const last = wholeSecond(now)
  const [seconds] = (freq && readQuartz(freq)) || []
  const clock = seconds && quartzClock(`${seconds} * * * * ? *`, last)
  if (!clock) return last
  const sameDay = last - (last % QUARTER_MS)
  const earliest = Math.max(last - MINUTE_MS + 1_000, sameDay, after === null ? 0 : after + 1)
  for (let second = last; second >= earliest; second -= 1_000) if (!clock.has(second)) return second
  return last
}

function isAt(text: string | null, at: number): boolean {
  const digits = text === null ? null : digitsAsUtc(text)
  return digits !== null && (wholeSecond(digits) - at) % QUARTER_MS === 0
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}
