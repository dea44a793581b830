import { expect, vi } from 'vitest'
import { readHistory } from '@/lib/cancellations/history'
import { readCancellationsOf } from '@/lib/cancellations/of-instance'
import { readRecord } from '@/lib/cancellations/one'
import { readOpenCancellations } from '@/lib/cancellations/open'
import { flowActions } from '@/lib/db/schema'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import type { CancellationView } from '@/lib/shared/cancellation'
import { wishFor } from '@/lib/testing/cancels'
import { playWithEnos, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

/** For what happens once the cancel has been answered, also on a busy machine. */
export const PATIENT = { timeout: 10_000, interval: 50 }

/** Starts an EnOS in which a cancel takes longer than any test. */
export function playWithSlowCancels(): void {
  playWithEnos({ cancelDelayMs: [60_000, 60_000] }, { ENOS_TIMEOUT_MS: '5000' })
}

/** Cancels as the person of the scene, who wishes, unless told otherwise, that the schedule be paused, too. */
export async function cancel(flowInstId: string, pauseToo = true): Promise<CancellationView> {
  const result = await requestCancellation(scene.viewer, { ...wishFor(flowInstId), pauseSchedule: pauseToo })
  if (!result.ok) throw new Error(result.problem.code)
  return result.cancellation
}

/** What the record of a cancellation tells the person of the scene. */
export async function storyOf(id: string) {
  const story = await readRecord(scene.viewer, id)
  if (!story) throw new Error(`No record ${id}.`)
  return story
}

/** Waits until the record of a cancellation tells this of the pause. */
export async function untilPause(id: string, pause: object): Promise<void> {
  await vi.waitFor(async () => expect((await storyOf(id)).cancellation).toMatchObject({ pause }), PATIENT)
}

/** What the lists tell of the pause of a cancellation: the open ones, the history, and those of its instance. */
export async function listedPauses({ id, flowInstId }: Pick<CancellationView, 'id' | 'flowInstId'>) {
  return [
    (await readOpenCancellations(scene.viewer)).open,
    (await readHistory(scene.viewer, {})).rows,
    await readCancellationsOf(scene.viewer, flowInstId),
  ].map((views) => views.find((view) => view.id === id)?.pause)
}

/** Waits until nothing is under way any more, and expects that every record follows from the history. */
export async function expectWholeHistory(): Promise<void> {
  const { db } = scene.database
  await vi.waitFor(async () => {
    const acts = await db.select().from(flowActions)
    expect(acts.filter(({ state }) => state === 'sent' || state === 'requested')).toEqual([])
  }, PATIENT)
  await expectVerified(db)
}
