import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { cancellations } from '@/lib/db/schema'
import { type CancelWish, requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { type Limits, startLimits } from '@/lib/instances/send/time-limits'
import type { CancelResult } from '@/lib/shared/problems'
import { phasesOf, reload } from '@/lib/testing/cancellation-steps'
import { scene } from '@/lib/testing/scene'

/** A running instance of the person of the scene, and of others. */
export async function seedShared(
  others: Account[] = [],
  overrides: Partial<NewInstance> = {},
): Promise<string> {
  const owners = [scene.account, ...others].map(({ username }) => username)
  const seeded = { owners, type: 1, status: 'RUNNING', ...overrides } as const
  return (await scene.enos.control.seedInstance(seeded)).flowInstId
}

export function wishFor(flowInstId: string): CancelWish {
  return { flowInstId, reason: 'stuck', note: '', key: randomUUID() }
}

/** Limits that a test can wait for. */
export function hurried(): Limits {
  return startLimits({ checks: 2_000, giveUp: 2_500, whole: 3_000 })
}

/** Asks for a cancel as the person of the scene. */
export function ask(flowInstId: string, limits = startLimits()): Promise<CancelResult> {
  return requestCancellation(scene.viewer, wishFor(flowInstId), limits)
}

/** The next call for the instance meets a fault. */
export function troubleAt(
  flowInstId: string,
  kind: FaultKind,
  operation = 'flowInstances.cancel',
): Promise<unknown> {
  return scene.enos.control.addFault({ operation, match: { flowInstId }, times: 1, kind })
}

export function cancelsOf(flowInstId: string) {
  return scene.enos.control.calls({ operation: 'flowInstances.cancel', flowInstId })
}

export async function recordOf(flowInstId: string): Promise<CancellationRecord | undefined> {
  const { db } = scene.database
  return (await db.select().from(cancellations).where(eq(cancellations.flowInstId, flowInstId)))[0]
}

export async function phasesOfInstance(flowInstId: string): Promise<string[]> {
  return phasesOf((await recordOf(flowInstId))?.id ?? '')
}

/** Waits, with patience for a busy machine, until the record of an instance is as it should be. */
export async function untilRecord(flowInstId: string, shape: object): Promise<void> {
  await vi.waitFor(async () => expect(await recordOf(flowInstId)).toMatchObject(shape), {
    timeout: 10_000,
    interval: 50,
  })
}

/** A cancellation of a running instance that was sent and is overdue; the pace of the process says when that is. */
export async function overdueCancellation(flowInstId: string): Promise<CancellationRecord> {
  const result = await ask(flowInstId)
  if (!result.ok) throw new Error(result.problem.code)
  await vi.waitUntil(() => Date.now() > (result.cancellation.askAgainAt ?? 0), { interval: 5 })
  return reload(result.cancellation.id)
}
