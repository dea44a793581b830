import 'server-only'
import { configuredZones, getGateway } from '@/lib/gateway/configured'
import type { FlowInstance } from '@/lib/gateway/wire'
import type { Zone, Zones } from '@/lib/shared/enos-time'
import { processWide } from '@/lib/shared/process-wide'
import { addEvidence, decideZones, NO_EVIDENCE } from '@/lib/shared/zone-evidence'

const ASK_AGAIN_MS = 60_000

const known = processWide('zones', () => ({
  evidence: NO_EVIDENCE,
  reported: null as Zone | null,
  askAgainAt: 0,
}))

/** The zones of EnOS's time strings, from the settings or from what these instances and earlier ones show. */
export async function learnZones(instances: FlowInstance[]): Promise<Zones> {
  const configured = configuredZones()
  if (configured) return configured
  const now = Date.now()
  if (known.reported === null && known.askAgainAt <= now) {
    known.askAgainAt = now + ASK_AGAIN_MS
    const answer = await getGateway().getTimeZone()
    if (answer.ok) known.reported = { kind: 'offset', minutes: answer.value.offsetMinutes }
  }
  known.evidence = addEvidence(known.evidence, instances, known.reported, now)
  return decideZones(known.evidence, known.reported)
}
