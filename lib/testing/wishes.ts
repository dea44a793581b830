import { randomUUID } from 'node:crypto'
import type { Wish } from '@/lib/cancellations/open-cancellation'
import type { Impact } from '@/lib/shared/impact'

/** What somebody was shown before they confirmed. */
export const SHOWN: Impact = {
  readAt: 1_763_800_000_000,
  status: { code: 2, name: 'RUNNING' },
  tasks: {
    total: 3,
    running: { count: 1, named: [{ name: 'aggregate-turbines', since: null }] },
    suspended: { count: 0, named: [] },
    notStarted: { count: 1, named: [{ name: 'write-parquet', since: null }] },
    done: { count: 1, named: [{ name: 'read-scada', since: null }] },
    skipped: { count: 0, named: [] },
    ended: { count: 0, named: [] },
    unknown: { count: 0, named: [] },
  },
  references: { count: 0, named: [] },
  locks: { user: false, workflow: false },
  schedule: { isPeriodic: true, isActive: true, cron: '0 0 * * * ? *', nextStart: null },
  usual: { runs: 10, fromMs: 720_000, toMs: 900_000 },
  runningMs: 2_460_000,
}

let count = 0

export function wishOf(overrides: Partial<Wish> = {}): Wish {
  count += 1
  return {
    flowInstId: `2438-${String(202611220000 + count)}`,
    flowId: '2438',
    flowName: 'wind-farm-power-hourly',
    owners: ['alice'],
    instance: {
      schedule: 'periodic',
      cycle: 'H',
      trigger: '2026-11-22 14:00:00',
      started: null,
      businessDate: null,
    },
    statusBefore: 2,
    reason: 'stuck',
    note: '',
    key: randomUUID(),
    impact: SHOWN,
    pauseSchedule: false,
    at: Date.now(),
    ...overrides,
  }
}
