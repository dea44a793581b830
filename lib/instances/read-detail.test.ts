import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import { pauseSchedule, resumeSchedule } from '@/lib/instances/acts/schedule-acts'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { readDetail } from '@/lib/instances/read-detail'
import { forgetReads } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import { seed } from '@/lib/testing/acts'
import { wishFor } from '@/lib/testing/cancels'
import { detailOf } from '@/lib/testing/details'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

playWithEnos()
playOnDatabase('embedded')

const callsOf = async (operation: string, { userId }: Account) =>
  (await scene.enos.control.calls({ operation, userId })).length

describe('one instance', () => {
  it('is shown to its owner with its facts, tasks and schedule', async () => {
    const tasks = [
      { name: 'read', status: 'SUCCESS' },
      { name: 'write', status: 'RUNNING', after: ['read'] },
    ]
    const { flowInstId, flowId } = await seed({ flowName: 'wind-report', cycle: 'H', tasks })
    const detail = await detailOf(scene.viewer, flowInstId)
    expect(detail).toMatchObject({
      row: {
        flowInstId,
        flowId: String(flowId),
        flowName: 'wind-report',
        status: { name: 'RUNNING' },
        schedule: 'periodic',
        cycle: 'H',
        owners: [scene.account.username],
        cancellable: true,
        cancellation: null,
      },
      refreshAfterMs: 5_000,
      isLive: true,
      knownBy: { schedule: null, run: null },
      cancellations: [],
      schedule: { isPeriodic: true, isActive: true, locks: { user: false, workflow: false } },
    })
    expect(detail.graph?.tasks).toMatchObject([
      { name: 'read', status: { code: 1, name: 'SUCCESS' }, taskInstId: expect.stringMatching(/^\d+-\d+$/) },
      { name: 'write', status: { code: 2, name: 'RUNNING' } },
    ])
    const [from, to] = detail.graph?.tasks ?? []
    expect(detail.graph?.edges).toEqual([{ source: from?.nodeId, target: to?.nodeId }])
    expect(detail.schedule?.words).toBeTruthy()
    expect(detail.schedule?.nextStart).not.toBeNull()
    const { at, zone } = detail.sameTrigger ?? {}
    expect({ at, zone }).toEqual({ at: detail.row.trigger?.at, zone: detail.zone })
  })

  it('is the same nothing for a colleague, a stranger of another organization, and where there is none', async () => {
    const { flowInstId } = await seed()
    await detailOf(scene.viewer, flowInstId)
    const colleague = await scene.enos.newAccount()
    const username = `abroad-${randomUUID().slice(0, 8)}`
    const abroad = await scene.enos.control.createAccount({
      username,
      password: `${username}-1`,
      orgId: 'o-elsewhere',
    })
    const lead = viewerOf({ ...(await scene.enos.newAccount()), role: 'lead' } as never)
    const answers = await Promise.all([
      readDetail(viewerOf(colleague), flowInstId, 'en'),
      readDetail(lead, flowInstId, 'en'),
      readDetail(viewerOf(abroad), flowInstId, 'en'),
      // The owner's name in another organization is another person.
      readDetail(viewerOf({ ...abroad, username: scene.account.username }), flowInstId, 'en'),
      readDetail(scene.viewer, `${flowInstId.split('-')[0]}-201901010000`, 'en'),
      readDetail(scene.viewer, `${flowInstId}?userId=x`, 'en'),
      readDetail(scene.viewer, '../flows', 'en'),
    ])
    for (const answer of answers) expect(answer).toEqual({ ok: false, problem: { code: 'not_found' } })
    // Nobody learns of the workflow either.
    expect(await callsOf('flows.get', colleague)).toBe(0)
  })

  it('costs EnOS one read each time, one for tabs that ask together, and its workflow once a minute', async () => {
    const { flowInstId } = await seed()
    await Promise.all([1, 2, 3].map(() => detailOf(scene.viewer, flowInstId)))
    expect(await callsOf('flowInstances.get', scene.account)).toBe(1)
    forgetReads(scene.viewer)
    await detailOf(scene.viewer, flowInstId)
    expect(await callsOf('flowInstances.get', scene.account)).toBe(2)
    expect(await callsOf('flows.get', scene.account)).toBe(1)
  })

  it('shows what was done to the schedule at once, to every owner, also where the answer was lost', async () => {
    const partner = await scene.enos.newAccount()
    const other = viewerOf(partner)
    const { flowInstId, flowId } = await seed({ owners: [scene.account.username, partner.username] })
    const shown = async (who: Viewer) => {
      forgetReads(who)
      const { schedule, actions } = await detailOf(who, flowInstId)
      return [schedule?.isActive, actions[0]?.state]
    }
    expect(await shown(other)).toEqual([true, undefined])
    const wish = { flowInstId, key: randomUUID() }
    expect(await pauseSchedule(scene.viewer, wish)).toMatchObject({ action: { state: 'done' } })
    expect(await shown(other)).toEqual([false, 'done'])
    expect(await shown(scene.viewer)).toEqual([false, 'done'])
    const kind = { type: 'cut', when: 'after' } as const
    await scene.enos.control.addFault({ operation: 'flows.enable', match: { flowId }, times: 1, kind })
    const resumed = await resumeSchedule(scene.viewer, { flowInstId, key: randomUUID() })
    expect(resumed).toMatchObject({ action: { state: 'unconfirmed' } })
    expect(await shown(other)).toEqual([true, 'done'])
    expect(await shown(other)).toEqual([true, 'done'])
    // Once at first, once for each act, and once for the end of the one that was open.
    await shown(other)
    expect(await callsOf('flows.get', partner)).toBe(4)
  })

  it('shows a cancellation that its read settles as ended, and its earlier ones', async () => {
    const { flowInstId } = await seed({ onCancel: 'never' })
    const asked = await requestCancellation(scene.viewer, wishFor(flowInstId))
    if (!asked.ok) throw new Error(asked.problem.code)
    const open = await detailOf(scene.viewer, flowInstId)
    expect(open.row).toMatchObject({ cancellable: false, cancellation: { state: 'accepted' } })
    await scene.enos.control.changeInstance(flowInstId, { status: 'CANCEL' })
    forgetReads(scene.viewer)
    const ended = await detailOf(scene.viewer, flowInstId)
    expect(ended).toMatchObject({
      row: { status: { name: 'CANCEL' }, cancellable: false, cancellation: { state: 'stopped' } },
      cancellations: [{ id: asked.cancellation.id, state: 'stopped' }],
      refreshAfterMs: 30_000,
    })
  })

  it('warns of locks', async () => {
    const { flowInstId } = await seed({ flowLocked: true })
    expect((await detailOf(scene.viewer, flowInstId)).schedule?.locks).toEqual({
      user: false,
      workflow: true,
    })
  })
})
