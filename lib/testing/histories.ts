import { eq } from 'drizzle-orm'
import { appendEvent } from '@/lib/cancellations/append-event'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { appendToLog } from '@/lib/db/event-log'
import { people } from '@/lib/db/schema'
import type { Viewer } from '@/lib/people/viewer'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

const follower: Actor = { kind: 'system', part: 'follower' }

export const SENT: Step = { type: 'sent', attempt: 1 }
export const ACCEPTED: Step = {
  type: 'answered',
  attempt: 1,
  verdict: 'accepted',
  reply: 'answer',
  http: 200,
  code: 0,
  text: 'OK',
  requestId: 'r-1',
  ms: 12,
}
export const TIMED_OUT: Step = {
  ...ACCEPTED,
  verdict: 'unconfirmed',
  reply: 'timeout',
  http: null,
  code: null,
  text: null,
  requestId: null,
}
const TURNED_AWAY: Step = { ...ACCEPTED, verdict: 'turned_away', code: 62103, text: 'no privilege' }
const LOST_TRACK: Step = { type: 'lost_track' }

export const seen = (status: number, facts: Partial<Extract<Step, { type: 'seen' }>> = {}): Step => ({
  type: 'seen',
  seen: status === 8 ? 'cancelled' : status === 1 ? 'finished' : 'live',
  status,
  ended: status === 8 || status === 1 ? '2026-11-22 14:15:36' : null,
  source: 'get',
  turnedAway: false,
  ...facts,
})

/** Lives that between them fill every column and write every phase. */
export const LIVES: Record<string, Step[]> = {
  stopped: [SENT, ACCEPTED, seen(8), { type: 'changed_later', status: 1, ended: null }],
  finishedFirst: [SENT, { type: 'resent', attempt: 1 }, ACCEPTED, seen(-1), seen(1)],
  refused: [SENT, TURNED_AWAY, seen(2, { turnedAway: true })],
  notSent: [{ type: 'never_sent', attempt: 1, why: 'restart' }],
  askedAgain: [SENT, TIMED_OUT, { type: 'sent', attempt: 2 }, { ...ACCEPTED, attempt: 2 }, seen(8)],
  foundAgain: [
    SENT,
    { type: 'answer_lost', attempt: 1 },
    LOST_TRACK,
    { type: 'reopened', accepted: false },
    { type: 'sent', attempt: 2 },
    { type: 'never_sent', attempt: 2, why: 'limited', certain: true },
    seen(8),
  ],
  open: [SENT, ACCEPTED],
}

/** Writes a cancellation as the application does, step by step. */
export async function live(steps: readonly Step[], viewer: Viewer = viewerOf()): Promise<CancellationRecord> {
  const opened = await openCancellation(viewer, wishOf({ owners: [viewer.username] }))
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  let { record } = opened
  for (const step of steps) {
    const appended = await appendEvent(record, { step, actor: follower, at: Date.now() })
    if (!appended.written) throw new Error(`${step.type} was not written.`)
    record = appended.record
  }
  return record
}

/** A person who leads by TEAM_LEADS, as a sign-in writes it down. */
export async function makeLead({ orgId, userId, username }: Viewer): Promise<void> {
  const db = await getDb()
  const at = Date.now()
  await db.transaction(async (tx) => {
    const facts = { username, role: 'lead', because: 'TEAM_LEADS' }
    await tx
      .insert(people)
      .values({ orgId, userId, username, orgName: 'North Wind', role: 'engineer', seenAt: at })
    await tx.update(people).set({ role: 'lead', leadAppliedAt: at }).where(eq(people.userId, userId))
    const actor: Actor = { kind: 'system', part: 'sign_in' }
    await appendToLog(tx, [{ orgId, at, action: 'role', phase: 'settled', subject: userId, actor, facts }])
  })
}
