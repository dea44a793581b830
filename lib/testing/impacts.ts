import type { NewInstance } from '@/e2e/support/simulator-control'
import { readImpact } from '@/lib/instances/impact/read-impact'
import type { ImpactAnswer } from '@/lib/shared/impact'
import { playWithEnos, scene } from '@/lib/testing/scene'

export const MINUTE_MS = 60_000

/** Starts an EnOS whose page base and sort fields are known, so that nothing is asked but what a test counts. */
export function playWithQuietEnos(): void {
  playWithEnos(
    { cancelDelayMs: [50, 50] },
    { ENOS_PAGE_BASE: '1', ENOS_SORT_FIELDS: 'camel', ENOS_TIMEOUT_MS: '10000' },
  )
}

/** A running instance of an hourly workflow, with a task that is done, one that runs and one that waits. */
export function seedHourly(
  overrides: Partial<NewInstance> = {},
): Promise<{ flowInstId: string; flowId: number }> {
  return scene.enos.control.seedInstance({
    owners: [scene.account.username],
    flowName: 'wind-farm-power-hourly',
    type: 1,
    cycle: 'H',
    freq: '0 0 * * * ? *',
    status: 'RUNNING',
    tasks: [
      { name: 'read-scada', status: 'SUCCESS' },
      { name: 'aggregate-turbines', status: 'RUNNING' },
      { name: 'write-parquet', status: 'INIT' },
    ],
    ...overrides,
  })
}

/** Successful runs of a workflow, so many minutes each. */
export async function seedRuns(flowId: number, ...minutes: number[]): Promise<void> {
  const now = Date.now()
  for (const [n, length] of minutes.entries()) {
    const startTime = now - (n + 2) * 60 * MINUTE_MS
    const endTime = startTime + length * MINUTE_MS
    await seedHourly({ flowId, status: 'SUCCESS', triggerTime: startTime, startTime, endTime })
  }
}

export async function facts(flowInstId: string, who = scene.viewer): Promise<ImpactAnswer> {
  const read = await readImpact(who, flowInstId)
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}
