import 'server-only'
import { and, desc, eq, gt, inArray, notInArray, type SQL } from 'drizzle-orm'
import { type Database, getDb, type Transaction } from '@/lib/db/client'
import type { Actor } from '@/lib/db/event-log'
import { flowActions } from '@/lib/db/schema'
import { appendFlowIntent, appendFlowIntentOnce } from '@/lib/flow-actions/append-event'
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
  /** The workflow was run by `record` a moment ago, and EnOS takes the next run `at` (Unix ms). */
  | { kind: 'too_soon'; record: FlowActionRecord; at: number }
  /** The key was used before, for something else. */
  | { kind: 'key_reused' }

/** EnOS runs a workflow once in this time at most (enos-api.md 9.1). */
const ONE_RUN_EACH_MS = 60_000

/** Commits the intent, or says what stands in its place. Nothing has been sent yet. */
export async function openAct(asker: Asker, intent: ActIntent): Promise<OpenedAct> {
  // One that closes between the refused insert and the look-up leaves nothing to find: once more.
  for (let round = 0; round < 3; round++) {
    const record = recordOf(asker, intent)
    const written = record.kind === 'run_again' ? await writeRun(record, intent) : await write(record, intent)
    if (written) return written
    const known = await findByKey(asker, intent)
    if (known) return known
    const open = await findOpen(asker.orgId, intent)
    if (open) return { kind: 'under_way', record: open }
  }
  throw new Error('An intent could neither be written nor be found.')
}

/** Null where something stands in its place. */
async function write(record: FlowActionRecord, { dueAt }: ActIntent): Promise<OpenedAct | null> {
  const isWritten = await appendFlowIntent(record, { actor: actorOf(record), dueAt }, await getDb())
  return isWritten ? { kind: 'opened', record } : null
}

/**
 * Only one run of a workflow can be open, so a run of somebody else has ended by the time that this one is written, and
 * shows to the next statement, whichever server it was sent by. Where it was sent a moment ago, nothing remains written.
 * The moment is measured by the servers' clocks: as far as they differ it is shorter or longer, and EnOS, which refuses
 * a run too early itself, has the last word.
 */
async function writeRun(record: FlowActionRecord, { at, dueAt }: ActIntent): Promise<OpenedAct | null> {
  const db = await getDb()
  try {
    return await db.transaction(async (tx) => {
      const mayStay = async (): Promise<void> => {
        const last = await findRunSince(tx, record, at - ONE_RUN_EACH_MS)
        if (last) throw new RanJustNow(last)
      }
      const isWritten = await appendFlowIntentOnce(record, { actor: actorOf(record), dueAt, mayStay }, tx)
      return isWritten ? { kind: 'opened', record } : null
    })
  } catch (error) {
    if (!(error instanceof RanJustNow)) throw error
    const { last } = error
    return { kind: 'too_soon', record: last, at: (last.sentAt ?? at) + ONE_RUN_EACH_MS }
  }
}

const actorOf = ({ userId, username }: FlowActionRecord): Actor => ({ kind: 'person', userId, username })

/** Ends the transaction without a trace. */
class RanJustNow extends Error {
  constructor(readonly last: FlowActionRecord) {
    super('The workflow was run a moment ago.')
  }
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

/** The latest run of the same workflow that EnOS has, or may have, and that was sent after `since` (Unix ms). */
async function findRunSince(
  tx: Transaction,
  { orgId, flowId }: FlowActionRecord,
  since: number,
): Promise<FlowActionRecord | undefined> {
  const isRun = and(eq(flowActions.kind, 'run_again'), notInArray(flowActions.state, ['refused', 'not_done']))
  const ofFlow = and(eq(flowActions.orgId, orgId), eq(flowActions.flowId, flowId))
  return findOne(and(ofFlow, isRun, gt(flowActions.sentAt, since)), tx)
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

async function findOne(
  which: SQL | undefined,
  db?: Database | Transaction,
): Promise<FlowActionRecord | undefined> {
  const [record] = await (db ?? (await getDb()))
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
