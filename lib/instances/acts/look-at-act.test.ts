import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { FaultKind } from '@/e2e/support/simulator-control'
import { flowActions } from '@/lib/db/schema'
import { observeFlow } from '@/lib/flow-actions/observe-flow'
import type { ActStep, FlowActionRecord } from '@/lib/flow-actions/record'
import { followAct } from '@/lib/follower/follow'
import { lookAtAct } from '@/lib/instances/acts/look-at-act'
import { answerLostAt } from '@/lib/instances/send/left-behind'
import { SENT, TIMED_OUT } from '@/lib/testing/act-histories'
import { askedAct, planOf, reloadAct, UNANSWERED } from '@/lib/testing/asked-acts'
import { phasesOf } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

playWithEnos({ triggerAgainMs: 0 })

describe.each(DATABASE_KINDS)('a look at an act, on the %s database', (kind) => {
  playOnDatabase(kind)

  const trouble = (operation: string, kind: FaultKind) =>
    scene.enos.control.addFault({ operation, match: { userId: scene.account.userId }, times: 9, kind })
  /** A run of the workflow, whoever started it. */
  const runAt = ({ flowId }: FlowActionRecord, triggerTime: number) =>
    scene.enos.control.seedInstance({
      owners: [scene.account.username],
      flowId: Number(flowId),
      triggerTime,
    })

  it.each([
    ['pause_schedule', 0],
    ['resume_schedule', 1],
  ] as const)(
    'to %s: done once EnOS shows it, not done where it does not for a minute',
    async (what, active) => {
      const young = await askedAct(what, 50_000, { steps: UNANSWERED })
      expect(await lookAtAct(young)).toBe('open')
      await scene.enos.control.changeFlow(young.flowId, { active })
      expect(await lookAtAct(young)).toBe('ended')
      expect((await reloadAct(young)).state).toBe('done')
      const old = await askedAct(what, 62_000, { steps: UNANSWERED })
      expect(await lookAtAct(old)).toBe('ended')
      expect(await reloadAct(old)).toMatchObject({ state: 'not_done', closedAt: expect.any(Number) })
    },
  )

  it('to pause: trouble that EnOS itself reports is waited out like an answer that is lost', async () => {
    const trouble62109 = { ...TIMED_OUT, reply: 'answer', http: 200, code: 62109, text: 'busy' } as ActStep
    const steps = [SENT, trouble62109]
    const slow = await askedAct('pause_schedule', 50_000, { steps })
    expect(await lookAtAct(slow)).toBe('open')
    await scene.enos.control.changeFlow(slow.flowId, { active: 0 })
    expect(await lookAtAct(slow)).toBe('ended')
    expect(await reloadAct(slow)).toMatchObject({ state: 'done' })
    const old = await askedAct('pause_schedule', 62_000, { steps })
    expect(await lookAtAct(old)).toBe('ended')
    expect(await reloadAct(old)).toMatchObject({ state: 'not_done' })
  })

  it('to pause: is planned for when it can be said that it was not done, however long the wait', async () => {
    const record = await askedAct('pause_schedule', 52_000, { steps: UNANSWERED })
    await followAct({ record, looks: 8, since: 0 })
    expect((await planOf(record))?.dueAt).toBe((record.sentAt ?? 0) + MINUTE + 1)
    const late = await askedAct('pause_schedule', 52_000, { steps: UNANSWERED })
    await trouble('flows.get', { type: 'http', status: 500 })
    await followAct({ record: late, looks: 8, since: 0 })
    expect((await planOf(late))?.dueAt).toBeGreaterThan(Date.now() + 30_000)
  })

  it.each([
    ['pause_schedule', false, true],
    ['resume_schedule', true, false],
  ] as const)(
    'to %s: any read of the workflow settles it that shows it done, and no other',
    async (what, isActive, before) => {
      const record = await askedAct(what, 5_000, { steps: UNANSWERED })
      const { orgId, flowId, sentAt } = record
      const observation = { actor: { kind: 'system', part: 'page' }, notDoneFrom: answerLostAt } as const
      const now = Date.now()
      for (const read of [
        { isActive: before, askedAt: now },
        { isActive: null, askedAt: now },
        { isActive, askedAt: (sentAt ?? 0) - 1 },
      ])
        await observeFlow({ orgId, flowId, ...read, ...observation })
      const shows = { isActive, askedAt: now, ...observation }
      await observeFlow({ orgId: 'o-other', flowId, ...shows })
      await observeFlow({ orgId, flowId: '1', ...shows })
      expect((await reloadAct(record)).state).toBe('unconfirmed')
      await Promise.all([1, 2].map(() => observeFlow({ orgId, flowId, ...shows })))
      expect((await reloadAct(record)).state).toBe('done')
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'no_answer', 'observed', 'settled'])
      expect(await planOf(record)).toBeUndefined()
      await observeFlow({ orgId, flowId, ...shows, isActive: before })
      expect((await reloadAct(record)).state).toBe('done')
      const vain = await askedAct(what, 62_000, { steps: UNANSWERED })
      await observeFlow({ orgId, flowId: vain.flowId, ...shows, isActive: before })
      expect((await reloadAct(vain)).state).toBe('not_done')
    },
  )

  it('for a run: the one that has its trigger time, none for ten minutes, or nobody can say', async () => {
    const found = await askedAct('run_again', 9 * MINUTE, { steps: UNANSWERED })
    expect(await lookAtAct(found)).toBe('open')
    const { flowInstId } = await runAt(found, found.triggerAt ?? 0)
    await runAt(found, (found.triggerAt ?? 0) + 20_000)
    expect(await lookAtAct(found)).toBe('ended')
    expect(await reloadAct(found)).toMatchObject({ state: 'done', newFlowInstId: flowInstId })

    const none = await askedAct('run_again', 11 * MINUTE, { steps: UNANSWERED })
    await runAt(none, (none.triggerAt ?? 0) + 2 * MINUTE)
    expect(await lookAtAct(none)).toBe('ended')
    expect(await reloadAct(none)).toMatchObject({ state: 'not_done', newFlowInstId: null })

    const unclear = await askedAct('run_again', 9 * MINUTE, { steps: UNANSWERED })
    await runAt(unclear, (unclear.triggerAt ?? 0) + 20_000)
    expect(await lookAtAct(unclear)).toBe('open')
    const late = await askedAct('run_again', 11 * MINUTE, { steps: UNANSWERED })
    await runAt(late, (late.triggerAt ?? 0) + 20_000)
    expect(await lookAtAct(late)).toBe('ended')
    expect(await reloadAct(late)).toMatchObject({ state: 'lost_track', newFlowInstId: null })
  })

  it('for a run: not the one of another trigger with its time, nor where that one’s is not known', async () => {
    const record = await askedAct('run_again', MINUTE, { steps: UNANSWERED })
    const { flowInstId } = await runAt(record, record.triggerAt ?? 0)
    const other = { ...record, id: randomUUID(), idempotencyKey: randomUUID(), newFlowInstId: flowInstId }
    await scene.database.db.insert(flowActions).values({ ...other, state: 'done' })
    expect(await lookAtAct(record)).toBe('open')
    const isOther = eq(flowActions.id, other.id)
    await scene.database.db
      .update(flowActions)
      .set({ state: 'lost_track', newFlowInstId: null })
      .where(isOther)
    expect(await lookAtAct(record)).toBe('open')
    await scene.database.db.delete(flowActions).where(isOther)
    expect(await lookAtAct(record)).toBe('ended')
    expect(await reloadAct(record)).toMatchObject({ state: 'done', newFlowInstId: flowInstId })
  })

  it('for a run: an empty list says nothing to who does not own the workflow’s instances any more', async () => {
    const run = (owners = [scene.account.username]) =>
      askedAct('run_again', 11 * MINUTE, { steps: UNANSWERED, instance: { owners } })
    const left = await run([(await scene.enos.newAccount()).username])
    expect(await lookAtAct(left)).toBe('ended')
    expect(await reloadAct(left)).toMatchObject({ state: 'lost_track', newFlowInstId: null })

    await trouble('flowInstances.get', { type: 'http', status: 500 })
    const unread = await run()
    expect(await lookAtAct(unread)).toBe('unanswered')
    expect((await reloadAct(unread)).state).toBe('unconfirmed')
    await scene.enos.control.clearFaults()
    expect(await lookAtAct(unread)).toBe('ended')
    expect((await reloadAct(unread)).state).toBe('not_done')

    await trouble('flowInstances.get', { type: 'code', code: 62103, msg: 'no privilege' })
    const hidden = await run()
    expect(await lookAtAct(hidden)).toBe('ended')
    expect((await reloadAct(hidden)).state).toBe('lost_track')

    // Where it shows the one of another trigger, it would show this one, too.
    const listed = await run()
    const { flowInstId } = await runAt(listed, listed.triggerAt ?? 0)
    const other = { ...listed, id: randomUUID(), idempotencyKey: randomUUID(), newFlowInstId: flowInstId }
    await scene.database.db.insert(flowActions).values({ ...other, state: 'done' })
    expect(await lookAtAct(listed)).toBe('ended')
    await scene.database.db.delete(flowActions).where(eq(flowActions.id, other.id))
    expect((await reloadAct(listed)).state).toBe('not_done')
  })

  it('closes nothing on a read that EnOS does not answer, for a day and an hour', async () => {
    await trouble('flows.get', { type: 'http', status: 500 })
    const record = await askedAct('pause_schedule', 24 * HOUR + 30 * MINUTE, { steps: UNANSWERED })
    expect(await lookAtAct(record)).toBe('unanswered')
    const before = Date.now()
    await followAct({ record, looks: 1, since: 0 })
    const plan = await planOf(record)
    expect(plan).toMatchObject({ looks: 0 })
    expect((plan?.dueAt ?? 0) - before).toBeGreaterThanOrEqual(2_000)
    const old = await askedAct('pause_schedule', 26 * HOUR, { steps: UNANSWERED })
    expect(await lookAtAct(old, Date.now() - MINUTE)).toBe('unanswered')
    expect(await lookAtAct(old)).toBe('ended')
    expect((await reloadAct(old)).state).toBe('lost_track')
  })

  it.each([
    ['pause_schedule', 'flows.get'],
    ['run_again', 'flowInstances.search'],
  ] as const)('to %s: stands in nobody’s way for long where who asked may not read it', async (what, op) => {
    await trouble(op, { type: 'code', code: 62103, msg: 'no privilege' })
    expect(await lookAtAct(await askedAct(what, 9 * MINUTE, { steps: UNANSWERED }))).toBe('refused')
    const old = await askedAct(what, 11 * MINUTE, { steps: UNANSWERED })
    expect(await lookAtAct(old)).toBe('ended')
    expect((await reloadAct(old)).state).toBe('lost_track')
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
