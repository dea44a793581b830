import 'server-only'
import { readRecord } from '@/lib/cancellations/one'
import { gatewayAwaySince } from '@/lib/gateway/configured'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationStory } from '@/lib/shared/timeline'

/** A record with its timeline, and whether EnOS can be asked for its end at all; null as `readRecord` says. */
export async function readStory(viewer: Viewer, id: string): Promise<CancellationStory | null> {
  const record = await readRecord(viewer, id)
  return record && { ...record, awaySince: gatewayAwaySince() }
}
