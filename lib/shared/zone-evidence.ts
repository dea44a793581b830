import { instantIn, UTC, type Zone, type Zones } from '@/lib/shared/enos-time'
import { digitsAsUtc } from '@/lib/shared/wall-clock'

/** The strings of one instance that speak about zones (enos-api.md 9.3). */
export type ZoneSample = { flowInstId: string; triggerTime: string | null; startTime: string | null }

/** How many samples could only be read in the reported zone, and how many only as UTC. */
export type Votes = { reported: number; utc: number }

/** `runLikely`: samples that could be read both ways, but with a start close to its trigger in one of them only. */
export type Evidence = { trigger: Votes; run: Votes; runLikely: Votes }

const NONE: Votes = { reported: 0, utc: 0 }
export const NO_EVIDENCE: Evidence = { trigger: NONE, run: NONE, runLikely: NONE }

/** A start may be written down a little before its trigger (ms). */
const SLACK_MS = 60_000
/** A run that did not queue starts within this of its trigger (ms); less than the smallest offset of a zone. */
const CLOSE_MS = 10 * 60_000

/**
 * Decides in which zone EnOS writes times. The zone is a property of the deployment, so samples vote: the ID's
 * digits (UTC) choose between the readings of the trigger; a start before its trigger, or in the future, is no
 * reading at all. Only where no start is as clear as that, a start close to its trigger counts. Where samples
 * contradict each other or say nothing, the zone stays undecided.
 */
export function decideZones(evidence: Evidence, reported: Zone | null): Zones {
  if (!reported) return { trigger: null, run: null }
  if (isUtc(reported)) return { trigger: UTC, run: UTC }
  const isRunClear = evidence.run.reported + evidence.run.utc > 0
  return {
    trigger: decide(evidence.trigger, reported),
    run: decide(isRunClear ? evidence.run : evidence.runLikely, reported),
  }
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
  const runLikely = { ...known.runLikely }
  for (const sample of samples) {
    const triggerZone = voteForTrigger(sample, reported)
    if (triggerZone) trigger[triggerZone] += 1
    const decided = triggerZone ?? winner(trigger)
    if (!decided) continue
    const vote = voteForRun(sample, { trigger: decided === 'utc' ? UTC : reported, reported, now })
    if (vote) (vote.isClear ? run : runLikely)[vote.zone] += 1
  }
  return { trigger, run, runLikely }
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
  const readings = { reported: instantIn(triggerTime, reported), utc: digitsAsUtc(triggerTime) }
  return onlyOne(readings, (at) => at !== null && compact(at).startsWith(exact))
}

type RunVote = { zone: keyof Votes; isClear: boolean }

function voteForRun(
  sample: ZoneSample,
  zones: { trigger: Zone; reported: Zone; now: number },
): RunVote | null {
  if (sample.startTime === null || sample.triggerTime === null) return null
  const trigger = instantIn(sample.triggerTime, zones.trigger)
  if (trigger === null) return null
  const reported = instantIn(sample.startTime, zones.reported)
  const utc = digitsAsUtc(sample.startTime)
  const within = (latest: number) => (at: number | null) =>
    at !== null && at >= trigger - SLACK_MS && at <= Math.min(latest, zones.now + SLACK_MS)
  const clear = onlyOne({ reported, utc }, within(zones.now + SLACK_MS))
  if (clear) return { zone: clear, isClear: true }
  const likely = onlyOne({ reported, utc }, within(trigger + CLOSE_MS))
  return likely && { zone: likely, isClear: false }
}

/** The reading that fits where the other one does not. */
function onlyOne(
  readings: Record<keyof Votes, number | null>,
  fits: (at: number | null) => boolean,
): keyof Votes | null {
  if (fits(readings.reported) === fits(readings.utc)) return null
  return fits(readings.utc) ? 'utc' : 'reported'
}

/** yyyyMMddHHmm of an instant, in UTC. */
function compact(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '').slice(0, 12)
}
