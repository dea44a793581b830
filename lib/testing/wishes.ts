import { randomUUID } from 'node:crypto'
import type { Wish } from '@/lib/cancellations/open-cancellation'

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
    at: Date.now(),
    ...overrides,
  }
}
