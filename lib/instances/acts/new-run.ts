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
  const isOld = ({ flowInstId }: Run) => knownBefore.includes(flowInstId) || ofOthers.includes(flowInstId)
  const fresh = runs.filter((run) => !isOld(run))
  if (fresh.length === 0) return { kind: 'none' }
  const [one, ...others] = fresh.filter(({ triggerTime }) => isAt(triggerTime, triggerAt))
  if (!one || others.length > 0) return { kind: 'unclear' }
  // A schedule makes one run of a time; where that was there before, this is not it.
  const scheduled = runs.filter(isOld).some(({ triggerTime }) => triggerTime === one.triggerTime)
  if (!scheduled && mayBeScheduled(one)) return { kind: 'unclear' }
  return { kind: 'found', flowInstId: one.flowInstId }
}

/** Whether the schedule starts one at this very second; what EnOS does not tell enough of may be so. */
function mayBeScheduled({ type, freq, triggerTime }: Run): boolean {
  if (type !== undefined && type !== SCHEDULE_TYPES.periodic) return false
  const digits = triggerTime === null ? null : digitsAsUtc(triggerTime)
  if (freq === null || digits === null) return true
  return quartzClock(freq, digits)?.has(wholeSecond(digits)) ?? true
}

/** The next second, from now on, in which a schedule starts nothing; now where it starts something in each. */
export function quietSecond(freq: string | null, now: number): number {
  const first = wholeSecond(now)
  const [seconds] = (freq && readQuartz(freq)) || []
  const clock = seconds && quartzClock(`${seconds} * * * * ? *`, first)
  if (!clock) return first
  for (let second = first; second < first + MINUTE_MS; second += 1_000) if (!clock.has(second)) return second
  return first
}

function isAt(text: string | null, at: number): boolean {
  const digits = text === null ? null : digitsAsUtc(text)
  return digits !== null && (wholeSecond(digits) - at) % QUARTER_MS === 0
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}
