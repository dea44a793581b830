import 'server-only'
import type { Viewer } from '@/lib/people/viewer'
import type { InstanceList } from '@/lib/shared/instances'
import type { Problem } from '@/lib/shared/problems'
import { processWide } from '@/lib/shared/process-wide'

export type ListResult = { ok: true; value: InstanceList } | { ok: false; problem: Problem }

const SHARED_FOR_MS = 1_000

const shared = processWide('shared-lists', () => new Map<string, Promise<ListResult>>())

/**
 * Tabs of one person share a list in flight, and its answer for a second; never with anybody else, and never one from
 * before that person's own cancel.
 */
export function shareList(viewer: Viewer, read: () => Promise<ListResult>): Promise<ListResult> {
  const key = keyOf(viewer)
  const known = shared.get(key)
  if (known) return known
  const reading = read()
  shared.set(key, reading)
  const forget = (): void => {
    if (shared.get(key) === reading) shared.delete(key)
  }
  reading.then(({ ok }) => (ok ? setTimeout(forget, SHARED_FOR_MS).unref() : forget()), forget)
  return reading
}

export function forgetList(viewer: Viewer): void {
  shared.delete(keyOf(viewer))
}

function keyOf({ orgId, userId, username }: Viewer): string {
  return JSON.stringify([orgId, userId, username])
}
