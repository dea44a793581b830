import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import { forgetReads } from '@/lib/instances/shared-reads'
import { log, operationsOf, seedTasks, task } from '@/lib/testing/own-tasks'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

const NOT_FOUND = { ok: false, problem: { code: 'not_found' } }

playWithEnos()
playOnDatabase('embedded')

describe('tasks and logs', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('are not there for anybody else, nor under another instance, and EnOS is not asked for them', async () => {
    const mine = await seedTasks()
    const bob = await scene.enos.newAccount()
    const theirs = await seedTasks(bob)
    const abroad = await scene.enos.control.createAccount({
      username: `${scene.account.username}-abroad`,
      password: 'abroad-password-1',
      orgId: 'o-elsewhere',
    })
    const namesake = { ...abroad, username: scene.account.username }
    const cases: [who: Account, flowInstId: string, taskInstId: string][] = [
      [bob, mine.flowInstId, mine.running],
      [namesake, mine.flowInstId, mine.running],
      [scene.account, mine.flowInstId, theirs.running],
      [scene.account, theirs.flowInstId, theirs.running],
      [scene.account, theirs.flowInstId, mine.running],
      [scene.account, mine.flowInstId, '1-20260101000000'],
      [scene.account, mine.flowInstId, ''],
      [scene.account, mine.flowInstId, '../../../x'],
      [scene.account, '1-20260101000000', mine.running],
      [scene.account, 'not-an-id', mine.running],
      [scene.account, '__proto__', 'constructor'],
    ]
    for (const [who, flowInstId, taskInstId] of cases) {
      const person = viewerOf(who)
      const answers = [
        await task(person, flowInstId, taskInstId),
        await task(person, flowInstId, taskInstId, true),
        await log(person, flowInstId, taskInstId),
      ]
      expect([flowInstId, taskInstId, answers]).toEqual([
        flowInstId,
        taskInstId,
        [NOT_FOUND, NOT_FOUND, NOT_FOUND],
      ])
    }
    for (const who of [scene.account, bob, abroad])
      expect((await operationsOf(who)).filter((operation) => operation.startsWith('task'))).toEqual([])
    expect(await log(scene.viewer, mine.flowInstId, mine.running)).toMatchObject({ ok: true })
  })

  it('are never read by what another person has read a moment ago', async () => {
    const { flowInstId, running } = await seedTasks()
    const bob = viewerOf(await scene.enos.newAccount())
    expect(await log(scene.viewer, flowInstId, running)).toMatchObject({ ok: true })
    expect(await log(bob, flowInstId, running)).toEqual(NOT_FOUND)
    // EnOS was asked anew, and says that nobody of that name is there.
    expect(
      await log(viewerOf({ ...scene.account, orgId: 'o-elsewhere' }), flowInstId, running),
    ).toMatchObject({
      problem: { code: 'enos_rejected', detail: { code: 62101 } },
    })
  })

  it('cost one call each time a log is followed, and one more every third time', async () => {
    const { flowInstId, running } = await seedTasks()
    vi.useFakeTimers({ toFake: ['Date'] })
    const since = (await operationsOf(scene.account)).length
    for (let round = 0; round < 6; round++) {
      expect(await log(scene.viewer, flowInstId, running)).toMatchObject({ ok: true })
      vi.setSystemTime(Date.now() + 5_000)
      // What tabs share for a second.
      forgetReads(scene.viewer)
    }
    const operations = (await operationsOf(scene.account)).slice(since)
    const count = (name: string): number => operations.filter((operation) => operation === name).length
    expect([count('taskInstances.getLog'), count('flowInstances.get')]).toEqual([6, 2])
    expect(operations).toHaveLength(8)
  })

  it('cost nothing more for tabs that ask together', async () => {
    const { flowInstId, running } = await seedTasks()
    await Promise.all([
      ...[1, 2, 3].map(() => log(scene.viewer, flowInstId, running)),
      ...[1, 2, 3].map(() => task(scene.viewer, flowInstId, running)),
    ])
    expect((await operationsOf(scene.account)).sort()).toEqual([
      'flowInstances.get',
      'taskInstances.get',
      'taskInstances.getLog',
    ])
  })

  it('that were lost are lost within seconds', async () => {
    const { flowInstId, running } = await seedTasks()
    expect(await log(scene.viewer, flowInstId, running)).toMatchObject({ ok: true })
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 12_001)
    await scene.enos.control.addFault({
      operation: 'flowInstances.get',
      match: { flowInstId },
      times: 1,
      kind: { type: 'code', code: 62103, msg: 'User has no privilege.' },
    })
    forgetReads(scene.viewer)
    expect(await log(scene.viewer, flowInstId, running)).toEqual(NOT_FOUND)
  })
})
