import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { FaultKind } from '@/e2e/support/simulator-control'
import { lookAtAct } from '@/lib/instances/acts/look-at-act'
import {
  ACT_KINDS,
  act,
  playWithPatientEnos,
  postsOf,
  processedOf,
  recordOf,
  seedFor,
  trouble,
  untilHeld,
} from '@/lib/testing/acts'
import { phasesOf } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { playOnDatabase, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

playWithPatientEnos()

describe.each(DATABASE_KINDS)('an act on a workflow, on the %s database', (kind) => {
  playOnDatabase(kind)

  describe.each(ACT_KINDS)('%s', (what) => {
    it('is recorded, sent once as the person of the session, and done once EnOS says so', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const key = randomUUID()
      const result = await act(what, flowInstId, { key })
      expect(result).toMatchObject({
        ok: true,
        action: { kind: what, state: 'done', flowId: String(flowId), flowInstId, askedByMe: true },
      })
      const record = await recordOf(flowId)
      expect(record).toMatchObject({ answerVerdict: 'accepted', answerCode: 0, userId: scene.account.userId })
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'settled'])
      expect(await postsOf(what, flowId)).toMatchObject([
        { userId: scene.account.userId, orgId: scene.account.orgId },
      ])
      const { acts } = await scene.enos.control.flow(flowId)
      if (what === 'run_again') expect(record.newFlowInstId).toBe(acts[0]?.flowInstId)
      else expect(record.newFlowInstId).toBeNull()
      // The same key again is the same act, whatever EnOS says of the schedule by now.
      expect(await act(what, flowInstId, { key })).toEqual(result)
      expect(await processedOf(what, flowId)).toBe(1)
    })

    it.each([
      [62103, 'User has no privilege.'],
      [62104, 'The workflow has no task.'],
      [62105, 'The account is locked.'],
    ])('turned away with %d is refused, with what EnOS said', async (code, msg) => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'code', code, msg })
      const result = await act(what, flowInstId)
      expect(result).toMatchObject({ ok: true, action: { state: 'refused', answer: { code, text: msg } } })
      const record = await recordOf(flowId)
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'settled'])
      expect(record).toMatchObject({ closedAt: record.answeredAt, newFlowInstId: null })
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it.each<[string, FaultKind, number]>([
      ['cut before EnOS acts', { type: 'cut', when: 'before' }, 0],
      ['cut after EnOS has acted', { type: 'cut', when: 'after' }, 1],
      ['held for too long', { type: 'delay', ms: 3_500, when: 'after' }, 1],
      ['an error of EnOS after it has acted', { type: 'code', code: 62109, msg: 'busy', acted: true }, 1],
      ['an error of EnOS', { type: 'html', status: 502 }, 0],
      ['not to be read', { type: 'garble' }, 1],
    ])('whose answer is %s is not sent again, and settled by what EnOS shows', async (_, fault, done) => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, fault)
      expect(await act(what, flowInstId)).toMatchObject({ ok: true, action: { state: 'unconfirmed' } })
      await vi.waitFor(async () => expect(await processedOf(what, flowId)).toBe(done), { timeout: 5_000 })
      const record = await recordOf(flowId)
      expect(await lookAtAct(record)).toBe(done === 1 ? 'ended' : 'open')
      const shown = await recordOf(flowId)
      expect(shown.state).toBe(done === 1 ? 'done' : 'unconfirmed')
      if (done === 1) {
        expect((await phasesOf(record.id)).slice(-2)).toEqual(['observed', 'settled'])
        const { acts } = await scene.enos.control.flow(flowId)
        expect(shown.newFlowInstId).toBe(what === 'run_again' ? acts[0]?.flowInstId : null)
      }
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it('answered with a demand for a new token is sent again, and done once', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'http', status: 401 })
      expect(await act(what, flowInstId)).toMatchObject({ ok: true, action: { state: 'done' } })
      const { id } = await recordOf(flowId)
      expect(await phasesOf(id)).toEqual(['requested', 'sent', 'resent', 'answered', 'settled'])
      expect(await processedOf(what, flowId)).toBe(1)
    })

    it('is answered in time where EnOS is slow, and a late answer is recorded all the same', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'hold', when: 'after' })
      const [{ signal: checks }, over] = [new AbortController(), new AbortController()]
      const limits = { checks, giveUp: over.signal, whole: over.signal }
      const asking = act(what, flowInstId, {}, { limits })
      await untilHeld()
      over.abort()
      expect(await asking).toMatchObject({ ok: true, action: { state: 'unconfirmed' } })
      await scene.enos.control.releaseHeld()
      await vi.waitFor(async () => expect((await recordOf(flowId)).state).toBe('done'), { timeout: 10_000 })
      const { id } = await recordOf(flowId)
      expect(await phasesOf(id)).toEqual(['requested', 'sent', 'no_answer', 'answered', 'settled'])
    })
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
