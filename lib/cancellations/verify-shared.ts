import 'server-only'
import { compareWithKept, verifyOrganization } from '@/lib/cancellations/verify'
import { getDb } from '@/lib/db/client'
import type { Viewer } from '@/lib/people/viewer'
import { processWide } from '@/lib/shared/process-wide'
import { type Head, type Progress, parseHead, type Verification } from '@/lib/shared/verification'

type Run = { result: Promise<Verification>; progress: Progress }

const running = processWide('verifications', () => new Map<string, Run>())

export type RunningCheck = { result: Promise<Verification>; progress: () => Progress }

/** Checks the history of a lead's organization; `head` is one that was kept, as it is written down. */
export function verifyFor(viewer: Viewer, head: string | null): RunningCheck | 'not_allowed' | 'bad_head' {
  if (viewer.role !== 'lead') return 'not_allowed'
  const kept = head === null ? null : parseHead(head)
  if (head !== null && kept === null) return 'bad_head'
  const { orgId } = viewer
  return { result: verifyShared(orgId, kept), progress: () => running.get(orgId)?.progress ?? { share: 0 } }
}

/** Who asks while an organization is being checked waits for that check: nobody can make the server run two. */
export async function verifyShared(orgId: string, kept: Head | null): Promise<Verification> {
  const joined = await join(orgId)
  if (kept === null) return joined
  // A head that is newer than the check that was joined can only be judged by one that starts now.
  const verification = kept.n > joined.head.n ? await join(orgId) : joined
  return compareWithKept(await getDb(), { orgId, kept, verification })
}

function join(orgId: string): Promise<Verification> {
  const known = running.get(orgId)
  if (known) return known.result
  const progress: Progress = { share: 0 }
  const result = getDb()
    .then((db) =>
      verifyOrganization(db, orgId, ({ share }) => {
        progress.share = share
      }),
    )
    .finally(() => running.delete(orgId))
  running.set(orgId, { result, progress })
  return result
}
