import { describe, expect, it, vi } from 'vitest'
import { setPace } from '@/lib/cancellations/timing'
import { actionFollowUps, followUps } from '@/lib/db/schema'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import { startFollower, stopFollower } from '@/lib/follower/follower'
import { lookAtAct } from '@/lib/instances/acts/look-at-act'
import { SENT } from '@/lib/testing/act-histories'
import { askedAct, planOf, reloadAct, UNANSWERED } from '@/lib/testing/asked-acts'
import { follower, phasesOf } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

playWithEnos({ triggerAgainMs: 0 })

describe.each(DATABASE_KINDS)('a look at an act, on the %s database', (kind) => {
  playOnDatabase(kind)

  describe('that was left behind by a server that went down', () => {
    it('before anything was sent: waits a minute, then it was never sent, and EnOS was not asked', async () => {
      const young = await askedAct('pause_schedule', 50_000)
      expect(await lookAtAct(young)).toBe('waiting')
      const old = await askedAct('run_again', 62_000)
      expect(await lookAtAct(old)).toBe('ended')
      expect(await reloadAct(old)).toMatchObject({ state: 'not_sent', sentAt: null })
      expect(await phasesOf(old.id)).toEqual(['requested', 'settled'])
      expect([await planOf(young), await planOf(old)]).toEqual([expect.anything(), undefined])
      expect(await scene.enos.control.calls({ userId: scene.account.userId })).toEqual([])
      // Who comes late sends nothing any more.
      expect(await appendFlowEvent(old, { step: SENT, actor: follower, at: Date.now() })).toMatchObject({
        written: false,
      })
    })

    it('after it was marked: waits for the answer, then is unconfirmed and read', async () => {
      const young = await askedAct('pause_schedule', 30_000, { steps: [SENT] })
      expect(await lookAtAct(young)).toBe('waiting')
      expect(await scene.enos.control.calls({ userId: scene.account.userId })).toEqual([])
      const old = await askedAct('pause_schedule', 62_000, { steps: [SENT] })
      await scene.enos.control.changeFlow(old.flowId, { active: 0 })
      expect(await lookAtAct(old)).toBe('ended')
      expect((await reloadAct(old)).state).toBe('done')
      const vain = await askedAct('pause_schedule', 62_000, { steps: [SENT] })
      expect(await lookAtAct(vain)).toBe('ended')
      expect((await reloadAct(vain)).state).toBe('not_done')
      for (const record of [old, vain])
        expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'no_answer', 'observed', 'settled'])
    })
  })

  it('by the follower, at its pace: settled, and nothing is left to do', async () => {
    await scene.database.db.delete(followUps)
    await scene.database.db.delete(actionFollowUps)
    const paused = await askedAct('pause_schedule', 60_000, {
      steps: UNANSWERED,
      instance: { flowActive: false },
    })
    const notRun = await askedAct('run_again', 10_000, { steps: UNANSWERED })
    const notSent = await askedAct('resume_schedule', 10_000)
    try {
      await startFollower({ isAlone: true, pace: 0.01 })
      await vi.waitFor(
        async () => {
          const states = await Promise.all([paused, notRun, notSent].map(reloadAct))
          expect(states.map(({ state }) => state)).toEqual(['done', 'not_done', 'not_sent'])
        },
        { timeout: 20_000, interval: 100 },
      )
    } finally {
      stopFollower()
      setPace(1)
    }
    expect(await scene.database.db.select().from(actionFollowUps)).toEqual([])
  }, 40_000)

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
