import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { appendIntent } from '@/lib/cancellations/append-event'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { type Database, getDb } from '@/lib/db/client'
import { cancellations, type InstanceFacts } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'
import { OPEN_STATES, type Reason } from '@/lib/shared/cancellation'
import type { Impact } from '@/lib/shared/impact'

export type Wish = {
  flowInstId: string
  flowId: string
  flowName: string
  owners: string[]
  instance: InstanceFacts
  statusBefore: number
  reason: Reason
  note: string
  key: string
  at: number
  impact: Impact | null
  pauseSchedule: boolean
}

export type Opened =
  | { kind: 'opened' | 'known' | 'already_open'; record: CancellationRecord }
  /** The key was used before, for another instance. */
  | { kind: 'key_reused' }

/** Commits the intent to stop one instance, or says what stands in its place. Nothing has been sent yet. */
export async function openCancellation(viewer: Viewer, wish: Wish): Promise<Opened> {
  const db = await getDb()
  // A cancellation that closes between the refused insert and the look-up leaves nothing to find: once more.
  for (let round = 0; round < 3; round++) {
    const record = recordOf(viewer, wish)
    const actor = { kind: 'person', userId: viewer.userId, username: viewer.username } as const
    if (await appendIntent(record, actor)) return { kind: 'opened', record }
    const known = await findByKey(viewer, wish)
    if (known) return known
    const open = await findOpen(db, viewer.orgId, wish.flowInstId)
    if (open) return { kind: 'already_open', record: open }
  }
  throw new Error('An intent could neither be written nor be found.')
}

/** What this person asked with this key before; null where it is new. */
export async function findByKey(
  viewer: Viewer,
  { key, flowInstId }: Pick<Wish, 'key' | 'flowInstId'>,
): Promise<Opened | null> {
  const db = await getDb()
  const mine = and(eq(cancellations.orgId, viewer.orgId), eq(cancellations.userId, viewer.userId))
  const [record] = await db
    .select()
    .from(cancellations)
    .where(and(mine, eq(cancellations.idempotencyKey, key)))
  if (!record) return null
  return record.flowInstId === flowInstId ? { kind: 'known', record } : { kind: 'key_reused' }
}

async function findOpen(
  db: Database,
  orgId: string,
  flowInstId: string,
): Promise<CancellationRecord | undefined> {
  const [record] = await db
    .select()
    .from(cancellations)
    .where(
      and(
        eq(cancellations.orgId, orgId),
        eq(cancellations.flowInstId, flowInstId),
        inArray(cancellations.state, [...OPEN_STATES]),
      ),
    )
  return record
}

function recordOf(viewer: Viewer, wish: Wish): CancellationRecord {
  const { key, at, ...facts } = wish
  return {
    ...facts,
    id: crypto.randomUUID(),
    version: 1,
    orgId: viewer.orgId,
    userId: viewer.userId,
    username: viewer.username,
    idempotencyKey: key,
    state: 'requested',
    attempts: 0,
    requestedAt: at,
    sentAt: null,
    lastSentAt: null,
    answeredAt: null,
    answerVerdict: null,
    answerCode: null,
    answerHttp: null,
    answerText: null,
    answerRequestId: null,
    statusSeen: wish.statusBefore,
    statusSeenAt: at,
    closedAt: null,
    statusAfter: null,
    instanceEnded: null,
    reopenedAt: null,
    laterStatus: null,
    laterAt: null,
  }
}
