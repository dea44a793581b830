import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  ACT_KINDS,
  act,
  playWithPatientEnos,
  postsOf,
  processedOf,
  recordOf,
  recordsOf,
  seedFor,
  trouble,
  untilHeld,
} from '@/lib/testing/acts'
import { loseNext } from '@/lib/testing/database-trouble'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { playOnDatabase, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

playWithPatientEnos()

describe.each(DATABASE_KINDS)('an act on a workflow, on the %s database', (kind) => {
  playOnDatabase(kind)
  afterEach(() => vi.restoreAllMocks())

  describe.each(ACT_KINDS)('%s', (what) => {
    it('without a database before the intent: nothing is recorded or sent', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      loseNext('intent', 'before')
      await expect(act(what, flowInstId)).rejects.toThrow('Connection terminated')
      expect(await recordsOf(flowId)).toEqual([])
      expect(await postsOf(what, flowId)).toEqual([])
    })

    it('that cannot be marked as sent is not sent, whether the mark was written or not', async () => {
      for (const when of ['before', 'after'] as const) {
        const { flowInstId, flowId } = await seedFor(what)
        loseNext('step', when)
        expect(await act(what, flowInstId)).toMatchObject({ ok: true, action: { state: 'not_sent' } })
        vi.restoreAllMocks()
        const record = await recordOf(flowId)
        expect(record).toMatchObject({ state: 'not_sent', sentAt: null })
        expect(await postsOf(what, flowId)).toEqual([])
      }
    })

    it('whose answer cannot be written down says so, and it is written once the database is back', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'hold', when: 'after' })
      const asking = act(what, flowInstId)
      await untilHeld()
      loseNext('step', 'before')
      await scene.enos.control.releaseHeld()
      expect(await asking).toMatchObject({ ok: true, action: { state: 'sent', unrecorded: true } })
      vi.restoreAllMocks()
      await vi.waitFor(async () => expect((await recordOf(flowId)).state).toBe('done'), { timeout: 10_000 })
      expect(await processedOf(what, flowId)).toBe(1)
    })
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
