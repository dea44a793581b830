import 'server-only'
import { and, desc, eq, gt, inArray, notInArray, type SQL } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import { flowActions } from '@/lib/db/schema'
import { appendFlowIntent } from '@/lib/flow-actions/append-event'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import type { Viewer } from '@/lib/people/viewer'
import { type FlowActionKind, OPEN_ACTION_STATES } from '@/lib/shared/flow-actions'

/** Who acts: the person of a session, or who asked for the cancellation that an act belongs to. */
export type Asker = Pick<Viewer, 'orgId' | 'userId' | 'username'>

export type ActIntent = Pick<
  FlowActionRecord,
  'kind' | 'flowInstId' | 'flowId' | 'flowName' | 'owners' | 'cancellationId' | 'triggerAt' | 'knownBefore'
> & {
  key: string
  at: number
  /** When the follower looks first (Unix ms). */
  dueAt: number
}

export type OpenedAct =
  | { kind: 'opened' | 'known' | 'under_way'; record: FlowActionRecord }
  /** The key was used before, for something else. */
  | { kind: 'key_reused' }

/** Commits the intent, or says what stands in its place. Nothing has been sent yet. */
export async function openAct(asker: Asker, intent: ActIntent): Promise<OpenedAct> {
  // One that closes between the refused insert and the look-up leaves nothing to find: once more.
  for (let round = 0; round < 3; round++) {
    const record = recordOf(asker, intent)
    const actor = { kind: 'person', userId: asker.userId, username: asker.username } as const
    if (await appendFlowIntent(record, { actor, dueAt: intent.dueAt })) return { kind: 'opened', record }
    const known = await findByKey(asker, intent)
    if (known) return known
    const open = await findOpen(asker.orgId, intent)
    if (open) return { kind: 'under_way', record: open }
  }
  throw new Error('An intent could neither be written nor be found.')
}

/** What this person asked with this key before; null where it is new. */
export async function findByKey(
  { orgId, userId }: Asker,
  { key, kind, flowInstId }: Pick<ActIntent, 'key' | 'kind' | 'flowInstId'>,
): Promise<OpenedAct | null> {
  const mine = and(eq(flowActions.orgId, orgId), eq(flowActions.userId, userId))
  const record = await findOne(and(mine, eq(flowActions.idempotencyKey, key)))
  if (!record) return null
  const isSame = record.kind === kind && record.flowInstId === flowInstId
  return isSame ? { kind: 'known', record } : { kind: 'key_reused' }
}

/** The latest run of a workflow that EnOS has, or may have, and that was sent after `since` (Unix ms). */
export async function findRunSince(
  orgId: string,
  { flowId, since }: { flowId: string; since: number },
): Promise<FlowActionRecord | null> {
  const isRun = and(eq(flowActions.kind, 'run_again'), notInArray(flowActions.state, ['refused', 'not_done']))
  const found = await findOne(
    and(eq(flowActions.orgId, orgId), eq(flowActions.flowId, flowId), isRun, gt(flowActions.sentAt, since)),
  )
  return found ?? null
}

/** Pausing and resuming stand in each other's way, a run only in that of another run. */
async function findOpen(
  orgId: string,
  { flowId, kind }: Pick<ActIntent, 'flowId' | 'kind'>,
): Promise<FlowActionRecord | undefined> {
  const alike: FlowActionKind[] = kind === 'run_again' ? [kind] : ['pause_schedule', 'resume_schedule']
  return findOne(
    and(
      eq(flowActions.orgId, orgId),
      eq(flowActions.flowId, flowId),
      inArray(flowActions.kind, alike),
      inArray(flowActions.state, [...OPEN_ACTION_STATES]),
    ),
  )
}

async function findOne(which: SQL | undefined): Promise<FlowActionRecord | undefined> {
  const db = await getDb()
  const [record] = await db
    .select()
    .from(flowActions)
    .where(which)
    .orderBy(desc(flowActions.requestedAt))
    .limit(1)
  return record
}

function recordOf({ orgId, userId, username }: Asker, intent: ActIntent): FlowActionRecord {
  const { key, at, dueAt: _, ...facts } = intent
  return {
    ...facts,
    id: crypto.randomUUID(),
    version: 1,
    orgId,
    userId,
    username,
    idempotencyKey: key,
    state: 'requested',
    requestedAt: at,
    sentAt: null,
    answeredAt: null,
    answerVerdict: null,
    answerCode: null,
    answerHttp: null,
    answerText: null,
    answerRequestId: null,
    closedAt: null,
    newFlowInstId: null,
  }
}
