import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account, NewInstance } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import { pauseSchedule, resumeSchedule } from '@/lib/instances/acts/schedule-acts'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { readDetail } from '@/lib/instances/read-detail'
import { forgetReads } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase
beforeAll(async () => {
  enos = await startSimulatedEnos()
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})

const seed = ({ username }: Pick<Account, 'username'>, over: Partial<NewInstance> = {}) =>
  enos.control.seedInstance({ owners: [username], type: 1, status: 'RUNNING', onCancel: 'never', ...over })

async function detailOf(viewer: Viewer, flowInstId: string) {
  const read = await readDetail(viewer, flowInstId, 'en')
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

const callsOf = async (operation: string, { userId }: Account) =>
  (await enos.control.calls({ operation, userId })).length

const wishFor = (flowInstId: string) =>
  ({ flowInstId, reason: 'stuck', note: 'no progress', key: randomUUID() }) as const

describe('one instance', () => {
  it('is shown to its owner with its facts, tasks and schedule', async () => {
    const account = await enos.newAccount()
    const tasks = [
      { name: 'read', status: 'SUCCESS' },
      { name: 'write', status: 'RUNNING', after: ['read'] },
    ]
    const { flowInstId, flowId } = await seed(account, { flowName: 'wind-report', cycle: 'H', tasks })
    const detail = await detailOf(viewerOf(account), flowInstId)
    expect(detail).toMatchObject({
      row: {
        flowInstId,
        flowId: String(flowId),
        flowName: 'wind-report',
        status: { name: 'RUNNING' },
        schedule: 'periodic',
        cycle: 'H',
        owners: [account.username],
        cancellable: true,
        cancellation: null,
      },
      refreshAfterMs: 5_000,
      isLive: true,
      scheduleKnownBy: null,
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
    const owner = await enos.newAccount()
    const { flowInstId } = await seed(owner)
    await detailOf(viewerOf(owner), flowInstId)
    const colleague = await enos.newAccount()
    const username = `abroad-${randomUUID().slice(0, 8)}`
    const abroad = await enos.control.createAccount({
      username,
      password: `${username}-1`,
      orgId: 'o-elsewhere',
    })
    const lead = viewerOf({ ...(await enos.newAccount()), role: 'lead' } as never)
    const answers = await Promise.all([
      readDetail(viewerOf(colleague), flowInstId, 'en'),
      readDetail(lead, flowInstId, 'en'),
      readDetail(viewerOf(abroad), flowInstId, 'en'),
      // The owner's name in another organization is another person.
      readDetail(viewerOf({ ...abroad, username: owner.username }), flowInstId, 'en'),
      readDetail(viewerOf(owner), `${flowInstId.split('-')[0]}-201901010000`, 'en'),
      readDetail(viewerOf(owner), `${flowInstId}?userId=x`, 'en'),
      readDetail(viewerOf(owner), '../flows', 'en'),
    ])
    for (const answer of answers) expect(answer).toEqual({ ok: false, problem: { code: 'not_found' } })
    // Nobody learns of the workflow either.
    expect(await callsOf('flows.get', colleague)).toBe(0)
  })

  it('costs EnOS one read each time, one for tabs that ask together, and its workflow once a minute', async () => {
    const account = await enos.newAccount()
    const viewer = viewerOf(account)
    const { flowInstId } = await seed(account)
    await Promise.all([1, 2, 3].map(() => detailOf(viewer, flowInstId)))
    expect(await callsOf('flowInstances.get', account)).toBe(1)
    forgetReads(viewer)
    await detailOf(viewer, flowInstId)
    expect(await callsOf('flowInstances.get', account)).toBe(2)
    expect(await callsOf('flows.get', account)).toBe(1)
  })

  it('shows what was done to the schedule at once, to every owner, also where the answer was lost', async () => {
    const [account, partner] = [await enos.newAccount(), await enos.newAccount()]
    const [viewer, other] = [viewerOf(account), viewerOf(partner)]
    const { flowInstId, flowId } = await seed(account, { owners: [account.username, partner.username] })
    const shown = async (who: Viewer) => {
      forgetReads(who)
      const { schedule, actions } = await detailOf(who, flowInstId)
      return [schedule?.isActive, actions[0]?.state]
    }
    expect(await shown(other)).toEqual([true, undefined])
    const wish = { flowInstId, key: randomUUID() }
    expect(await pauseSchedule(viewer, wish)).toMatchObject({ action: { state: 'done' } })
    expect(await shown(other)).toEqual([false, 'done'])
    expect(await shown(viewer)).toEqual([false, 'done'])
    const kind = { type: 'cut', when: 'after' } as const
    await enos.control.addFault({ operation: 'flows.enable', match: { flowId }, times: 1, kind })
    const resumed = await resumeSchedule(viewer, { flowInstId, key: randomUUID() })
    expect(resumed).toMatchObject({ action: { state: 'unconfirmed' } })
    expect(await shown(other)).toEqual([true, 'done'])
    expect(await shown(other)).toEqual([true, 'done'])
    // Once at first, once for each act, and once for the end of the one that was open.
    await shown(other)
    expect(await callsOf('flows.get', partner)).toBe(4)
  })

  it('shows a cancellation that its read settles as ended, and its earlier ones', async () => {
    const account = await enos.newAccount()
    const viewer = viewerOf(account)
    const { flowInstId } = await seed(account)
    const asked = await requestCancellation(viewer, wishFor(flowInstId))
    if (!asked.ok) throw new Error(asked.problem.code)
    const open = await detailOf(viewer, flowInstId)
    expect(open.row).toMatchObject({ cancellable: false, cancellation: { state: 'accepted' } })
    await enos.control.changeInstance(flowInstId, { status: 'CANCEL' })
    forgetReads(viewer)
    const ended = await detailOf(viewer, flowInstId)
    expect(ended).toMatchObject({
      row: { status: { name: 'CANCEL' }, cancellable: false, cancellation: { state: 'stopped' } },
      cancellations: [{ id: asked.cancellation.id, state: 'stopped' }],
      refreshAfterMs: 30_000,
    })
  })

  it('shows everything else where the graph is broken, and lets EnOS judge a failure', async () => {
    const account = await enos.newAccount()
    const { flowInstId } = await seed(account, { status: 'FAIL', endTime: null })
    await enos.control.patchSettings({ graphForm: 'broken' })
    try {
      expect(await detailOf(viewerOf(account), flowInstId)).toMatchObject({
        graph: null,
        row: { status: { name: 'FAIL' }, cancellable: true },
        afterFail: 'unknown',
        schedule: { isActive: true },
        refreshAfterMs: 5_000,
      })
    } finally {
      await enos.control.patchSettings({ graphForm: 'string' })
    }
  })

  it('can be cancelled while a failure is live, says why, and not once nothing of it runs', async () => {
    const account = await enos.newAccount()
    const tasks = [
      { name: 'broken', status: 'FAIL' },
      { name: 'beside', status: 'RUNNING', after: [] },
      { name: 'then', status: 'INIT', after: ['beside'] },
      { name: 'never', status: 'INIT', after: ['broken'] },
    ]
    const live = await seed(account, { status: 'FAIL', endTime: null, tasks })
    const over = await seed(account, { status: 'FAIL', tasks: [{ name: 'broken', status: 'FAIL' }] })
    const viewer = viewerOf(account)
    expect(await detailOf(viewer, live.flowInstId)).toMatchObject({
      row: { cancellable: true },
      afterFail: { running: 1, mayStart: 1 },
    })
    expect(await detailOf(viewer, over.flowInstId)).toMatchObject({
      row: { cancellable: false },
      afterFail: null,
    })
  })

  it('shows everything else where the workflow cannot be read', async () => {
    const account = await enos.newAccount()
    const { flowInstId } = await seed(account)
    const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
    await enos.control.addFault({ operation: 'flows.get', match: { userId: account.userId }, times: 9, kind })
    expect(await detailOf(viewerOf(account), flowInstId)).toMatchObject({
      schedule: null,
      row: { status: { name: 'RUNNING' } },
    })
  })

  it('says what EnOS said where it cannot be read', async () => {
    const account = await enos.newAccount()
    const { flowInstId } = await seed(account)
    const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
    await enos.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times: 1, kind })
    expect(await readDetail(viewerOf(account), flowInstId, 'en')).toMatchObject({
      ok: false,
      problem: { code: 'enos_error', detail: { code: 62109, text: 'SYSTEM_ERROR' } },
    })
  })

  it('warns of locks', async () => {
    const account = await enos.newAccount()
    const { flowInstId } = await seed(account, { flowLocked: true })
    expect((await detailOf(viewerOf(account), flowInstId)).schedule?.locks).toEqual({
      user: false,
      workflow: true,
    })
  })
})
