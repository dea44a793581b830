'use server'

import { claimToldEndings } from '@/lib/cancellations/endings'
import { getViewer } from '@/lib/people/viewer'

const MOST = 100

/**
 * Marks endings as told to the person who is signed in; returns those that no other tab had told before, or null where
 * that cannot be written now: they are claimed again later.
 */
export async function claimEndings(ids: unknown): Promise<string[] | null> {
  try {
    const viewer = await getViewer()
    if (!viewer || !Array.isArray(ids)) return []
    const known = ids.filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
    return await claimToldEndings(viewer, known.slice(0, MOST))
  } catch {
    return null
  }
}
