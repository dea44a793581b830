import 'server-only'
import { log } from '@/lib/log'
import { seal, unseal } from '@/lib/people/seal'
import type { Viewer } from '@/lib/people/viewer'
import type { Impact } from '@/lib/shared/impact'

/** Goes up whenever `Impact` changes, so that no record gets facts in an older shape. */
const KIND = 'impact 2'
/** Those of servers before this one, whose dialogs may still stand open. */
const OLDER_KINDS = ['impact 1'] as const
/** How long a dialog may stand open; it reads the facts again while it is looked at. */
const HOLDS_MS = 30 * 60_000

/** Every name in every group at its longest makes less than this; the door lets 64 KiB in. */
export const LONGEST_SEAL = 52_000

/** What this person is shown of an instance, to come back with their cancel. */
export function sealImpact(viewer: Viewer, flowInstId: string, impact: Impact): string {
  const about = { kind: KIND, subject: flowInstId }
  return seal(viewer, about, { value: impact, until: impact.readAt + HOLDS_MS })
}

/** What this person was shown of the instance; null where that cannot be told, which keeps no cancel from being sent. */
export function shownImpact(viewer: Viewer, flowInstId: string, text: string | undefined): Impact | null {
  if (text === undefined) return null
  const unsealAs = (kind: string) =>
    unseal<Impact>(viewer, { kind, subject: flowInstId }, { text, now: Date.now() })
  const shown = unsealAs(KIND)
  if (shown.ok) return shown.value
  const isForged = (kind: string): boolean => {
    const sealed = unsealAs(kind)
    return !sealed.ok && sealed.why === 'forged'
  }
  const { orgId, userId } = viewer
  if (shown.why === 'old' || !OLDER_KINDS.every(isForged))
    log.info({ event: 'impact.seal_old', orgId, userId, flowInstId })
  else log.warn({ event: 'impact.seal_forged', orgId, userId, flowInstId })
  return null
}
