import { describe, expect, it } from 'vitest'
import { untilHeld } from '@/lib/testing/acts'
import {
  ask,
  cancelsOf,
  hurried,
  phasesOfInstance,
  recordOf,
  seedShared,
  troubleAt,
  untilRecord,
} from '@/lib/testing/cancels'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

// A call may take far longer than the action: the settings allow it.
playWithEnos({ cancelDelayMs: [60_000, 60_000] }, { ENOS_TIMEOUT_MS: '30000' })
playOnDatabase('embedded')

describe('a cancel is answered in time', () => {
  it('where EnOS keeps the answer for longer: unconfirmed, and the late answer is still recorded', async () => {
    const id = await seedShared()
    await troubleAt(id, { type: 'hold', when: 'after' })
    expect(await ask(id, hurried())).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    await scene.enos.control.releaseHeld()
    await untilRecord(id, { state: 'accepted', answerCode: 0 })
    expect(await phasesOfInstance(id)).toEqual(['requested', 'sent', 'no_answer', 'answered'])
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('within 16 s, however long a call may take by the settings', async () => {
    const id = await seedShared()
    await troubleAt(id, { type: 'delay', ms: 22_000, when: 'after' })
    const startedAt = Date.now()
    const result = await ask(id)
    const took = Date.now() - startedAt
    expect(result).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    expect(took).toBeGreaterThan(14_000)
    expect(took).toBeLessThan(20_000)
  }, 40_000)

  it('where a refusal comes late: it is confirmed by a read all the same', async () => {
    const id = await seedShared()
    await troubleAt(id, { type: 'hold', when: 'after' })
    await troubleAt(id, { type: 'code', code: 62103, msg: 'no privilege' })
    expect(await ask(id, hurried())).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    await scene.enos.control.releaseHeld()
    await untilRecord(id, { state: 'refused' })
  })

  it('where EnOS is slow before: a problem, no record, nothing sent', async () => {
    const id = await seedShared()
    await troubleAt(id, { type: 'delay', ms: 8000 }, 'flowInstances.get')
    const startedAt = Date.now()
    expect(await ask(id)).toEqual({ ok: false, problem: { code: 'enos_timeout' } })
    expect(Date.now() - startedAt).toBeLessThan(7000)
    expect(await recordOf(id)).toBeUndefined()
    expect(await cancelsOf(id)).toEqual([])
  })

  it('where a turned away cancel cannot be confirmed: it stays open, and says that EnOS said no', async () => {
    const id = await seedShared()
    await troubleAt(id, { type: 'code', code: 62103, msg: 'no privilege' })
    await troubleAt(id, { type: 'hold', when: 'after' })
    const original = ask(id)
    await untilHeld()
    for (let n = 0; n < 2; n++) await troubleAt(id, { type: 'http', status: 503 }, 'flowInstances.get')
    await scene.enos.control.releaseHeld()
    expect(await original).toMatchObject({
      ok: true,
      cancellation: { state: 'sent', answer: { code: 62103, turnedAway: true } },
    })
  })
})
