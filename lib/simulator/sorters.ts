import { type Call, isRecord } from './call'
import type { Read } from './list-request'
import { REFUSED } from './refusal'
import { endTimeAt, type Run, startTimeAt } from './run'
import type { Settings } from './settings'

const FIELDS = ['createTime', 'updateTime', 'startTime', 'triggerTime', 'endTime'] as const
type Field = (typeof FIELDS)[number]
export type Sorter = { field: Field; isDescending: boolean }

/** Reads `sorters` in the spelling that this gateway knows (enos-api.md 5.1). */
export function readSorters(
  call: Call,
  sorters: unknown,
  spelling: Settings['sorterSpelling'],
): Read<Sorter[]> {
  if (!Array.isArray(sorters)) return wrong(call, 'sorters is an array')
  const read: Sorter[] = []
  for (const sorter of sorters) {
    if (!isRecord(sorter) || typeof sorter.field !== 'string') return wrong(call, 'a sorter has a field')
    const { field: written, order = 'ASC' } = sorter
    if (order !== 'ASC' && order !== 'DESC') return wrong(call, 'order is ASC or DESC')
    const field = FIELDS.find((name) => name === written || snake(name) === written)
    if (!field) return wrong(call, `there is no sorters field ${written}`)
    if (spelling !== 'both' && written !== (spelling === 'camel' ? field : snake(field)))
      return { refusal: REFUSED.sorters }
    read.push({ field, isDescending: order === 'DESC' })
  }
  return { value: read }
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function wrong(call: Call, reason: string): Read<Sorter[]> {
  call.complain('bad-parameter', reason)
  return { refusal: REFUSED.sorters }
}

/** Puts instances in order; what has no such time comes last, equal ones stay apart by ID. */
export function sortRuns(runs: Run[], sorters: Sorter[], now: number): Run[] {
  const order = sorters.length > 0 ? sorters : [{ field: 'triggerTime', isDescending: true } as const]
  const keyed = runs.map((run) => ({ run, keys: order.map((sorter) => keyOf(run, sorter, now)) }))
  keyed.sort((left, right) => {
    for (const [index, key] of left.keys.entries()) {
      const other = right.keys[index] ?? key
      if (key !== other) return key - other
    }
    return left.run.id < right.run.id ? -1 : 1
  })
  return keyed.map(({ run }) => run)
}

function keyOf(run: Run, sorter: Sorter, now: number): number {
  const time = timeOf(run, sorter.field, now)
  if (time === null) return Number.MAX_VALUE
  return sorter.isDescending ? -time : time
}

function timeOf(run: Run, field: Field, now: number): number | null {
  if (field === 'triggerTime') return run.triggerAt
  if (field === 'startTime') return startTimeAt(run, now)
  if (field === 'endTime') return endTimeAt(run, now)
  return run.createdAt
}
