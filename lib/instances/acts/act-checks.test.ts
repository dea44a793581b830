import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Viewer } from '@/lib/people/viewer'
import {
  ACT_KINDS,
  act,
  playWithPatientEnos,
  postsOf,
  recordOf,
  recordsOf,
  seed,
  seedFor,
  trouble,
  untilHeld,
} from '@/lib/testing/acts'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'
import { wishOf } from '@/lib/testing/wishes'

playWithPatientEnos()

describe.each(DATABASE_KINDS)('an act on a workflow, on the %s database', (kind) => {
  playOnDatabase(kind)

  describe.each(ACT_KINDS)('%s', (what) => {
    it('is nothing for a colleague, another organization or a lead, and EnOS hears nothing of it', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const colleague = await scene.enos.newAccount()
      const username = `abroad-${randomUUID().slice(0, 8)}`
      const foreigner = await scene.enos.control.createAccount({
        username,
        password: `${username}-1`,
        orgId: 'o15578227985571',
      })
      const lead = viewerOf({ ...(await scene.enos.newAccount()), role: 'lead' } as never)
      for (const who of [viewerOf(colleague), viewerOf(foreigner), lead])
        expect(await act(what, flowInstId, {}, { who })).toEqual({
          ok: false,
          problem: { code: 'not_found' },
        })
      expect(await recordsOf(flowId)).toEqual([])
      const calls = await scene.enos.control.calls({ flowId: String(flowId) })
      expect(calls).toEqual([])
    })

    it('belongs only to a cancellation of the same workflow that its person may see', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const cancellationOf = async (who: Viewer, of: string): Promise<string> => {
        const opened = await openCancellation(who, wishOf({ flowId: of, owners: [who.username] }))
        if (opened.kind !== 'opened') throw new Error(opened.kind)
        return opened.record.id
      }
      const theirs = await cancellationOf(viewerOf(await scene.enos.newAccount()), String(flowId))
      const ofAnother = await cancellationOf(scene.viewer, '99')
      for (const [cancellationId, problem] of [
        [theirs, { code: 'not_found' }],
        [randomUUID(), { code: 'not_found' }],
        [ofAnother, { code: 'bad_input', detail: { field: 'cancellationId' } }],
      ] as const)
        expect(await act(what, flowInstId, { cancellationId })).toEqual({ ok: false, problem })
      expect(await recordsOf(flowId)).toEqual([])
      const mine = await cancellationOf(scene.viewer, String(flowId))
      expect(await act(what, flowInstId, { cancellationId: mine })).toMatchObject({
        ok: true,
        action: { cancellationId: mine },
      })
    })

    it('of a key that was used for something else is refused', async () => {
      const { flowInstId } = await seedFor(what)
      const other = await seedFor(what)
      const key = randomUUID()
      await act(what, flowInstId, { key })
      const again = await act(what, other.flowInstId, { key })
      expect(again).toEqual({ ok: false, problem: { code: 'key_reused' } })
      const kinds = ACT_KINDS.filter((one) => one !== what)
      for (const one of kinds) expect(await act(one, flowInstId, { key })).toEqual(again)
      expect(await recordsOf(other.flowId)).toEqual([])
    })

    it('asked twice at once with one key is sent once', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const key = randomUUID()
      const results = await Promise.all([1, 2, 3].map(() => act(what, flowInstId, { key })))
      const ids = results.map((result) => (result.ok ? result.action.id : result.problem.code))
      const { id } = await recordOf(flowId)
      expect(ids).toEqual([id, id, id])
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it('that another owner has asked for and is under way is named, and not sent', async () => {
      const partner = await scene.enos.newAccount()
      const { flowInstId, flowId } = await seedFor(what, {
        owners: [scene.account.username, partner.username],
      })
      await trouble(what, flowId, { type: 'hold', when: 'before' })
      const first = act(what, flowInstId)
      await untilHeld()
      const { id, requestedAt } = await recordOf(flowId)
      const detail = { id, by: scene.account.username, at: requestedAt }
      expect(await act(what, flowInstId, {}, { who: viewerOf(partner) })).toEqual({
        ok: false,
        problem: { code: 'act_under_way', detail },
      })
      expect(await act(what, flowInstId)).toEqual({
        ok: false,
        problem: { code: 'act_under_way', detail: { ...detail, byMe: true } },
      })
      await scene.enos.control.releaseHeld()
      expect(await first).toMatchObject({ ok: true })
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })
  })

  it.each([
    ['pause_schedule', false, 'already_paused'],
    ['resume_schedule', true, 'already_active'],
  ] as const)('%s where there is nothing to do is an answer, not a POST', async (what, flowActive, code) => {
    const { flowInstId, flowId } = await seed({ flowActive })
    expect(await act(what, flowInstId)).toEqual({ ok: false, problem: { code } })
    const manual = await seed({ type: 0, flowActive: !flowActive })
    expect(await act(what, manual.flowInstId)).toEqual({ ok: false, problem: { code: 'not_periodic' } })
    expect([...(await postsOf(what, flowId)), ...(await postsOf(what, manual.flowId))]).toEqual([])
    expect([...(await recordsOf(flowId)), ...(await recordsOf(manual.flowId))]).toEqual([])
  })

  it('asked with the key of somebody else is one’s own, and shows nothing of theirs', async () => {
    const [partner, stranger] = [await scene.enos.newAccount(), await scene.enos.newAccount()]
    const { flowInstId, flowId } = await seed({ owners: [scene.account.username, partner.username] })
    const key = randomUUID()
    await act('pause_schedule', flowInstId, { key })
    const theirs = await act('resume_schedule', flowInstId, { key }, { who: viewerOf(partner) })
    expect(theirs).toMatchObject({ ok: true, action: { kind: 'resume_schedule', askedByMe: true } })
    // One’s own key is of one’s own organization, too.
    const elsewhere = viewerOf({ ...scene.account, orgId: 'o-elsewhere' })
    for (const who of [viewerOf(stranger), elsewhere])
      expect(await act('pause_schedule', flowInstId, { key }, { who })).toMatchObject({ ok: false })
    expect(await recordsOf(flowId)).toHaveLength(2)
  })

  it('to pause stands in the way of another one, and not of a run', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'cut', when: 'before' })
    expect(await act('pause_schedule', flowInstId)).toMatchObject({ action: { state: 'unconfirmed' } })
    expect(await act('pause_schedule', flowInstId)).toMatchObject({ problem: { code: 'act_under_way' } })
    expect(await act('run_again', flowInstId)).toMatchObject({ action: { state: 'done' } })
  })

  it('to pause whose answer was lost is in no way of a resumption that reads that it was done', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'cut', when: 'after' })
    expect(await act('pause_schedule', flowInstId)).toMatchObject({ action: { state: 'unconfirmed' } })
    expect(await act('resume_schedule', flowInstId)).toMatchObject({ action: { state: 'done' } })
    expect((await recordsOf(flowId)).map(({ kind, state }) => [kind, state])).toEqual([
      ['pause_schedule', 'done'],
      ['resume_schedule', 'done'],
    ])
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
