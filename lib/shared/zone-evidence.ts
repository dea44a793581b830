import { digitsAsUtc, instantIn, UTC, type Zone, type Zones } from '@/lib/shared/enos-time'

/** The strings of one instance that speak about zones (enos-api.md 9.3). */
export type ZoneSample = { flowInstId: string; triggerTime: string | null; startTime: string | null }

/** How many samples could only be read in the reported zone, and how many only as UTC. */
export type Votes = { reported: number; utc: number }
export type Evidence = { trigger: Votes; run: Votes }

export const NO_EVIDENCE: Evidence = { trigger: { reported: 0, utc: 0 }, run: { reported: 0, utc: 0 } }

/** A start may be written down a little before its trigger (ms). */
const SLACK_MS = 60_000

/**
 * Decides in which zone EnOS writes times. The zone is a property of the deployment, so samples vote: the ID's
 * digits (UTC) choose between the readings of the trigger; a start before its trigger, or in the future, is no
 * reading at all. Where samples contradict each other or say nothing, the zone stays undecided.
 */
export function decideZones(evidence: Evidence, reported: Zone | null): Zones {
  if (!reported) return { trigger: null, run: null }
  if (isUtc(reported)) return { trigger: UTC, run: UTC }
  return { trigger: decide(evidence.trigger, reported), run: decide(evidence.run, reported) }
}

/** Adds what samples say to what is known already. `now` in Unix ms. */
export function addEvidence(
  known: Evidence,
  samples: ZoneSample[],
  reported: Zone | null,
  now: number,
): Evidence {
  if (!reported || isUtc(reported)) return known
  const trigger = { ...known.trigger }
  const run = { ...known.run }
  for (const sample of samples) {
    const triggerZone = voteForTrigger(sample, reported)
    if (triggerZone) trigger[triggerZone] += 1
    const decided = triggerZone ?? winner(trigger)
    const runZone = decided ? voteForRun(sample, decided === 'utc' ? UTC : reported, reported, now) : null
    if (runZone) run[runZone] += 1
  }
  return { trigger, run }
}

function isUtc(zone: Zone): boolean {
  return zone.kind === 'offset' && zone.minutes === 0
}

function winner(votes: Votes): keyof Votes | null {
  if (votes.reported > 0 && votes.utc === 0) return 'reported'
  return votes.utc > 0 && votes.reported === 0 ? 'utc' : null
}

function decide(votes: Votes, reported: Zone): Zone | null {
  const won = winner(votes)
  if (won === null) return null
  return won === 'utc' ? UTC : reported
}

function voteForTrigger({ flowInstId, triggerTime }: ZoneSample, reported: Zone): keyof Votes | null {
  const digits = flowInstId.split('-')[1] ?? ''
  if (triggerTime === null || ![10, 12, 14].includes(digits.length)) return null
  // Some IDs end in 00 where the trigger has seconds: minutes are as exact as an ID is.
  const exact = digits.slice(0, Math.min(digits.length, 12))
  const inReported = instantIn(triggerTime, reported)
  const asUtc = digitsAsUtc(triggerTime)
  const fits = (at: number | null): boolean => at !== null && compact(at).startsWith(exact)
  if (fits(inReported) === fits(asUtc)) return null
  return fits(asUtc) ? 'utc' : 'reported'
}

function voteForRun(sample: ZoneSample, triggerZone: Zone, reported: Zone, now: number): keyof Votes | null {
  if (sample.startTime === null || sample.triggerTime === null) return null
  const trigger = instantIn(sample.triggerTime, triggerZone)
  if (trigger === null) return null
  const isPossible = (at: number | null): boolean =>
    at !== null && at >= trigger - SLACK_MS && at <= now + SLACK_MS
  const inReported = isPossible(instantIn(sample.startTime, reported))
  const asUtc = isPossible(digitsAsUtc(sample.startTime))
  if (inReported === asUtc) return null
  return asUtc ? 'utc' : 'reported'
}

/** yyyyMMddHHmm of an instant, in UTC. */
function compact(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '').slice(0, 12)
}
