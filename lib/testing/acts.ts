import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import type { FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { flowActions } from '@/lib/db/schema'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { runAgain } from '@/lib/instances/acts/run-again'
import { pauseSchedule, resumeSchedule } from '@/lib/instances/acts/schedule-acts'
import { startLimits } from '@/lib/instances/send/time-limits'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import type { FlowActionKind } from '@/lib/shared/flow-actions'
import { playWithEnos, scene } from '@/lib/testing/scene'

export const ACT_KINDS: FlowActionKind[] = ['pause_schedule', 'resume_schedule', 'run_again']

const OPERATIONS = {
  pause_schedule: 'flows.disable',
  resume_schedule: 'flows.enable',
  run_again: 'flows.trigger',
} as const
const PROCESSED = { pause_schedule: 'disable', resume_schedule: 'enable', run_again: 'trigger' } as const

/** Starts an EnOS for tests of acts, with time to look at what is held, also on a busy machine. */
export function playWithPatientEnos(): void {
  playWithEnos({ triggerAgainMs: 0 }, { ENOS_TIMEOUT_MS: '3000' })
}

export function seed(overrides: Partial<NewInstance> = {}): Promise<{ flowInstId: string; flowId: number }> {
  const owners = [scene.account.username]
  return scene.enos.control.seedInstance({ owners, type: 1, status: 'RUNNING', ...overrides })
}

/** A schedule that is over, so that no run can be taken for one of its own, whatever the second. */
export const OVER = '0 0 0 * * ? 2020-2025'

/** An instance on whose workflow the act has something to do. */
export function seedFor(act: FlowActionKind, overrides: Partial<NewInstance> = {}): ReturnType<typeof seed> {
  return seed({ flowActive: act !== 'resume_schedule', freq: OVER, ...overrides })
}

/** Does it as the person of the scene, unless told otherwise. */
export function act(
  what: FlowActionKind,
  flowInstId: string,
  more: { key?: string; cancellationId?: string; sameTriggerAt?: number } = {},
  { who = scene.viewer, limits = startLimits() } = {},
): Promise<FlowActionResult> {
  const { sameTriggerAt = null, ...wish } = { flowInstId, key: randomUUID(), ...more }
  if (what === 'run_again') return runAgain(who, { ...wish, sameTriggerAt }, limits)
  return (what === 'pause_schedule' ? pauseSchedule : resumeSchedule)(who, wish, limits)
}

/** The next POST of the act meets a fault. */
export function trouble(what: FlowActionKind, flowId: number, kind: FaultKind): Promise<unknown> {
  return scene.enos.control.addFault({ operation: OPERATIONS[what], match: { flowId }, times: 1, kind })
}

/** Waits until EnOS holds a POST that it was told to hold. */
export async function untilHeld(): Promise<void> {
  await vi.waitFor(async () => expect(await scene.enos.control.held()).toHaveLength(1), { timeout: 5_000 })
}

export function postsOf(what: FlowActionKind, flowId: number) {
  return scene.enos.control.calls({ operation: OPERATIONS[what], flowId: String(flowId) })
}

/** How many times EnOS did it. */
export async function processedOf(what: FlowActionKind, flowId: number): Promise<number> {
  return (await scene.enos.control.flow(flowId)).processed[PROCESSED[what]]
}

export function recordsOf(flowId: number): Promise<FlowActionRecord[]> {
  const { db } = scene.database
  const isOfFlow = eq(flowActions.flowId, String(flowId))
  return db.select().from(flowActions).where(isOfFlow).orderBy(asc(flowActions.requestedAt))
}

/** The only record of a workflow. */
export async function recordOf(flowId: number): Promise<FlowActionRecord> {
  const [record, ...others] = await recordsOf(flowId)
  if (!record || others.length > 0) throw new Error(`${others.length + 1} records of ${flowId}.`)
  return record
}
