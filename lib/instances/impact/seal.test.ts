import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { readRecord } from '@/lib/cancellations/one'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import { cancellations } from '@/lib/db/schema'
import { parseCancelInput } from '@/lib/instances/cancel/cancel-input'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { impactOf } from '@/lib/instances/impact/impact'
import { LONGEST_SEAL, sealImpact } from '@/lib/instances/impact/seal'
import type { Impact } from '@/lib/shared/impact'
import { facts, MINUTE_MS, playWithQuietEnos, seedHourly } from '@/lib/testing/impacts'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'
import { SHOWN, wishOf } from '@/lib/testing/wishes'

playWithQuietEnos()
playOnDatabase('embedded')

const cancel = (flowInstId: string, seal: string | undefined, who = scene.viewer) =>
  requestCancellation(who, { flowInstId, reason: 'stuck', note: '', key: randomUUID(), seal })
const storedOf = async (flowInstId: string): Promise<Impact | null | undefined> => {
  const rows = await scene.database.db
    .select()
    .from(cancellations)
    .where(eq(cancellations.flowInstId, flowInstId))
  expect(rows).toHaveLength(1)
  return rows[0]?.impact
}

describe('what a person was shown', () => {
  it('is stored with the record as it was shown, and shown on it, and the log alone rebuilds it', async () => {
    const { flowInstId } = await seedHourly()
    const { impact, seal } = await facts(flowInstId)
    const result = await cancel(flowInstId, seal)
    expect(await storedOf(flowInstId)).toEqual(impact)
    const record = result.ok ? await readRecord(scene.viewer, result.cancellation.id) : null
    expect(record).toMatchObject({ impact, isAsWritten: true })
    await expectVerified(scene.database.db)
  })

  it('tells suspended and skipped tasks apart, also in what is stored', async () => {
    const { flowInstId } = await seedHourly({
      tasks: ['RUNNING', 'SUSPEND', 'SKIP', 'SUCCESS'].map((status) => ({ name: status, status })),
    })
    const { impact, seal } = await facts(flowInstId)
    expect(impact.tasks).toMatchObject({
      running: { count: 1, named: [{ name: 'RUNNING', since: { zone: 'UTC+8' } }] },
      suspended: { count: 1, named: [{ name: 'SUSPEND', since: { zone: 'UTC+8' } }] },
      skipped: { count: 1, named: [{ name: 'SKIP', since: null }] },
      done: { count: 1 },
    })
    await cancel(flowInstId, seal)
    expect(await storedOf(flowInstId)).toEqual(impact)
  })

  it('of older records is read, shown and verified as it was written, without what was not told apart then', async () => {
    const { suspended: _, skipped: __, ...tasks } = SHOWN.tasks as NonNullable<Impact['tasks']>
    const older = { ...SHOWN, tasks }
    const opened = await openCancellation(
      scene.viewer,
      wishOf({ owners: [scene.account.username], impact: older }),
    )
    const record = 'record' in opened ? await readRecord(scene.viewer, opened.record.id) : null
    expect(record).toMatchObject({ isAsWritten: true })
    expect(record?.impact).toEqual(older)
    await expectVerified(scene.database.db)
  })

  it.each<
    [
      string,
      (given: { seal: string; flowInstId: string }) => Promise<string | undefined> | string | undefined,
    ]
  >([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['of no meaning', () => 'made.up'],
    ['changed', ({ seal }) => `${seal.slice(0, -2)}AA`],
    [
      'old',
      ({ flowInstId }) =>
        sealImpact(scene.viewer, flowInstId, { ...SHOWN, readAt: Date.now() - 31 * MINUTE_MS }),
    ],
    [
      'of somebody else',
      async ({ flowInstId }) => sealImpact(viewerOf(await scene.enos.newAccount()), flowInstId, SHOWN),
    ],
    [
      'of the same person elsewhere',
      ({ flowInstId }) => sealImpact(viewerOf({ ...scene.account, orgId: 'o0' }), flowInstId, SHOWN),
    ],
    ['of another instance', async () => (await facts((await seedHourly()).flowInstId)).seal],
  ])('is nothing where the seal is %s, which keeps no cancel from being sent', async (_, sealOf) => {
    const { flowInstId } = await seedHourly()
    const { seal } = await facts(flowInstId)
    expect(await cancel(flowInstId, await sealOf({ seal, flowInstId }))).toMatchObject({
      ok: true,
      cancellation: { state: 'accepted' },
    })
    expect(await storedOf(flowInstId)).toBeNull()
  })

  it('passes the door at its longest', () => {
    const name = '\u{1f600}'.repeat(200)
    const task = (n: number, status: string) => ({
      nodeId: `t_${n}`,
      taskId: `${n}`,
      taskInstId: `${n}-2026112214`,
      name,
      status,
      x: null,
      y: null,
    })
    const flow = (n: number) => ({
      nodeId: `f_${n}`,
      flowId: name,
      flowName: name,
      flowInstId: null,
      status: name,
      isVirtual: false,
      x: null,
      y: null,
    })
    const statuses = ['RUNNING', 'SUSPEND', 'INIT', 'SUCCESS', 'SKIP', 'FAIL', 'MADE_UP']
    const tasks = Array.from({ length: 500 }, (_, n) => task(n, statuses[n % statuses.length] ?? ''))
    const since = {
      text: '2026-11-22 14:10:50.123',
      at: 1_763_800_000_000,
      zone: 'America/Argentina/ComodRivadavia',
    }
    const impact = impactOf({
      readAt: Date.now(),
      instance: {
        graph: { tasks, flows: Array.from({ length: 500 }, (_, n) => flow(n)), relations: [] },
        status: SHOWN.status,
        startTime: null,
        endTime: null,
        freq: name,
      } as never,
      schedule: 'periodic',
      flow: null,
      zones: { trigger: null, run: null },
      starts: new Map(tasks.map(({ taskInstId }) => [taskInstId, since])),
      usual: SHOWN.usual,
    })
    const seal = sealImpact(scene.viewer, '2438-202611221400', impact)
    expect(seal.length).toBeLessThan(LONGEST_SEAL)
    const note = '\u0001'.repeat(1000)
    expect(
      Buffer.byteLength(
        JSON.stringify([{ flowInstId: '2438-202611221400', reason: 'other', note, key: randomUUID(), seal }]),
      ),
    ).toBeLessThan(60_000)
    const wish = { flowInstId: '2438-202611221400', reason: 'stuck', note: '', key: randomUUID() }
    expect(parseCancelInput({ ...wish, seal })).toMatchObject({ ok: true, value: { seal } })
    for (const odd of ['x'.repeat(LONGEST_SEAL + 1), 7, {}, null]) {
      const parsed = parseCancelInput({ ...wish, seal: odd })
      expect(parsed.ok && parsed.value.seal).toBeUndefined()
    }
  })
})
