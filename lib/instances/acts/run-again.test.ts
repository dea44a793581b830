import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { act, playWithPatientEnos, postsOf, recordOf, recordsOf, seed, trouble } from '@/lib/testing/acts'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

playWithPatientEnos()

describe.each(DATABASE_KINDS)('an act on a workflow, on the %s database', (kind) => {
  playOnDatabase(kind)

  describe('run again', () => {
    it('runs now, once a minute at most, as far as our own records tell', async () => {
      const { flowInstId, flowId } = await seed()
      const before = Date.now()
      const first = await act('run_again', flowInstId)
      if (!first.ok) throw new Error(first.problem.code)
      const { triggerAt } = first.action
      expect(triggerAt).toBeGreaterThan(before - 2_000)
      expect(triggerAt).toBeLessThanOrEqual(Date.now())
      // Not in a second in which the schedule starts one, but where another day may begin.
      expect(Number(triggerAt) % 60_000 > 0 || Number(triggerAt) % (15 * 60_000) === 0).toBe(true)
      const { id, sentAt } = await recordOf(flowId)
      expect(await act('run_again', flowInstId)).toEqual({
        ok: false,
        problem: {
          code: 'ran_just_now',
          detail: { id, by: scene.account.username, at: (sentAt ?? 0) + 60_000 },
        },
      })
      expect(await postsOf('run_again', flowId)).toHaveLength(1)
    })

    it('asked by many owners at once is one Trigger, also where EnOS is quick', async () => {
      const owners = await Promise.all([1, 2, 3, 4].map(() => scene.enos.newAccount()))
      const seeded = await seed({ owners: owners.map(({ username }) => username) })
      const { flowInstId, flowId } = seeded
      const results = await Promise.all(
        [...owners, ...owners].map(async (one, n) => {
          await sleep(n * 15)
          return act('run_again', flowInstId, {}, { who: viewerOf(one) })
        }),
      )
      const told = results.map((result) => (result.ok ? result.action.state : result.problem.code))
      expect(told.filter((what) => what === 'done')).toHaveLength(1)
      for (const what of told) expect(['done', 'act_under_way', 'ran_just_now']).toContain(what)
      expect(await postsOf('run_again', flowId)).toHaveLength(1)
      expect(await recordsOf(flowId)).toHaveLength(1)
    })

    it('that EnOS turned away a moment ago may be tried again', async () => {
      const { flowInstId, flowId } = await seed()
      await trouble('run_again', flowId, { type: 'code', code: 62105, msg: 'locked' })
      expect(await act('run_again', flowInstId)).toMatchObject({ action: { state: 'refused' } })
      expect(await act('run_again', flowInstId)).toMatchObject({ action: { state: 'done' } })
    })

    it('takes the trigger time of the instance only as the person has confirmed it', async () => {
      const triggerTime = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000
      const { flowInstId, flowId } = await seed({ triggerTime })
      const wrong = await act('run_again', flowInstId, { sameTriggerAt: triggerTime + 3_600_000 })
      expect(wrong).toEqual({ ok: false, problem: { code: 'bad_input', detail: { field: 'sameTriggerAt' } } })
      const same = await act('run_again', flowInstId, { sameTriggerAt: triggerTime })
      expect(same).toMatchObject({ ok: true, action: { state: 'done', triggerAt: triggerTime } })
      const { newFlowInstId, knownBefore } = await recordOf(flowId)
      expect(knownBefore).toEqual([flowInstId])
      const run = await scene.enos.control.instance(newFlowInstId ?? '')
      expect(run.triggerTime).toBe(triggerTime)
    })

    it('is not asked of EnOS with a trigger time that is yet to come', async () => {
      const triggerTime = Math.floor(Date.now() / 60_000) * 60_000 + 3_600_000
      const { flowInstId, flowId } = await seed({ triggerTime, status: 'CANCEL' })
      expect(await act('run_again', flowInstId, { sameTriggerAt: triggerTime })).toEqual({
        ok: false,
        problem: { code: 'not_due_yet', detail: { at: triggerTime } },
      })
      expect([...(await recordsOf(flowId)), ...(await postsOf('run_again', flowId))]).toEqual([])
      const now = await act('run_again', flowInstId)
      expect(now).toMatchObject({ ok: true, action: { state: 'done' } })
      expect(now.ok && now.action.triggerAt).toBeLessThanOrEqual(Date.now())
    })

    it('is not asked of EnOS where it cannot be known what runs there are', async () => {
      const { flowInstId, flowId } = await seed()
      await scene.enos.control.addFault({
        operation: 'flowInstances.search',
        match: { userId: scene.account.userId },
        times: 100,
        kind: { type: 'code', code: 62109, msg: 'busy' },
      })
      expect(await act('run_again', flowInstId)).toMatchObject({ problem: { code: 'enos_error' } })
      expect(await recordsOf(flowId)).toEqual([])
    })
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
