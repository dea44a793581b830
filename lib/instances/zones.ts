import 'server-only'
import { configuredZones, getGateway } from '@/lib/gateway/configured'
import { type Zone, type Zones, zoneName } from '@/lib/shared/enos-time'
import type { EnosZones } from '@/lib/shared/instances'
import { processWide } from '@/lib/shared/process-wide'
import { addEvidence, decideZones, NO_EVIDENCE, type ZoneSample } from '@/lib/shared/zone-evidence'

const TRY_AGAIN_MS = 60_000
/** A zone that keeps summer time reports another offset after its clocks were changed. */
const ASK_AGAIN_MS = 60 * 60_000
/** The list waits for it. */
const ASK_DEADLINE_MS = 3_000

const known = processWide('zones', () => ({
  evidence: NO_EVIDENCE,
  reported: null as Zone | null,
  askAgainAt: 0,
}))

/** The zones of EnOS's time strings, from the settings or from what these instances and earlier ones show. */
export async function learnZones(instances: ZoneSample[]): Promise<Zones> {
  const configured = configuredZones()
  if (configured) return configured
  const now = Date.now()
  if (known.askAgainAt <= now) {
    known.askAgainAt = now + TRY_AGAIN_MS
    const answer = await getGateway().getTimeZone({ deadlineMs: ASK_DEADLINE_MS })
    if (answer.ok) hearReported({ kind: 'offset', minutes: answer.value.offsetMinutes }, now)
  }
  known.evidence = addEvidence(known.evidence, instances, known.reported, now)
  return decideZones(known.evidence, known.reported)
}

/** The names of those zones, as far as they are known by now; asks nobody. */
export function knownZones(): EnosZones {
  const { trigger, run } = configuredZones() ?? decideZones(known.evidence, known.reported)
  return { trigger: trigger && zoneName(trigger), run: run && zoneName(run) }
}

function hearReported(zone: Zone, now: number): void {
  known.askAgainAt = now + ASK_AGAIN_MS
  if (known.reported !== null && zoneName(known.reported) === zoneName(zone)) return
  known.reported = zone
  // What samples said, they said about readings in the zone that was reported then.
  known.evidence = NO_EVIDENCE
}
