import { describe, expect, it } from 'vitest'
import { countStatuses, filterRows } from '@/components/instances/filter-rows'
import type { InstanceRow } from '@/lib/shared/instances'
import { STATUS_CODES, type StatusName, statusFromCode } from '@/lib/shared/statuses'

function row(flowName: string, flowInstId: string, status: StatusName): InstanceRow {
  return {
    flowInstId,
    flowId: '1',
    flowName,
    status: statusFromCode(STATUS_CODES[status]),
    schedule: 'manual',
    cycle: null,
    trigger: null,
    started: null,
    ended: null,
    businessDate: null,
    owners: [],
    cancellable: true,
    cancellation: null,
  }
}

const rows = [
  row('wind-farm-hourly', '2438-2026112206', 'RUNNING'),
  row('风机功率曲线校核', '2445-202611221800', 'WAIT'),
  row('Wind-forecast', '2459-2026112204', 'WAIT'),
]

describe('filterRows', () => {
  it.each([
    ['', [], 3],
    ['wind', [], 2],
    ['WIND', [], 2],
    ['  wind   2459 ', [], 1],
    ['功率', [], 1],
    ['2445-2026', [], 1],
    ['solar', [], 0],
    ['', ['WAIT'], 2],
    ['wind', ['WAIT'], 1],
    ['wind', ['WAIT', 'RUNNING'], 2],
  ] as const)('search %j, statuses %j: %d rows', (search, statuses, expected) => {
    expect(filterRows(rows, { search, statuses })).toHaveLength(expected)
  })
})

it('counts what the search leaves, whatever the status filter', () => {
  expect([...countStatuses(rows, 'wind')]).toEqual([
    ['RUNNING', 1],
    ['WAIT', 1],
  ])
})
