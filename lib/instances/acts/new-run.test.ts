import { describe, expect, it } from 'vitest'
import { findNewRun, quietSecond } from '@/lib/instances/acts/new-run'
import type { Run } from '@/lib/instances/acts/runs-at'

const triggerAt = Date.parse('2026-11-22T06:04:30Z')
const DAILY = '0 0 0 * * ? *'
const HALF_MINUTES = '0/30 * * * * ? *'
const run = (flowInstId: string, triggerTime: string | null, more: Partial<Run> = {}): Run => ({
  flowInstId,
  triggerTime,
  type: 1,
  freq: DAILY,
  ...more,
})
const OLD = run('7-20261122060000', '2026-11-22 14:04:00')
/** In UTC+8, as UTC, and in a zone at half an hour. */
const MINE = [
  run('7-1', '2026-11-22 14:04:30'),
  run('7-2', '2026-11-22 06:04:30'),
  run('7-3', '2026-11-22 11:34:30.0'),
]
const SCHEDULED = run('7-4', '2026-11-22 14:05:00')

const find = (runs: Run[], ofOthers: string[] = []) =>
  findNewRun(runs, { knownBefore: [OLD.flowInstId], ofOthers, triggerAt })

describe('which run came of a trigger', () => {
  it.each(MINE)('the new one that has its time to the second, in whatever zone: %o', (mine) => {
    for (const runs of [[mine], [OLD, mine], [OLD, SCHEDULED, mine]])
      expect(find(runs)).toEqual({ kind: 'found', flowInstId: mine.flowInstId })
  })

  it.each<[string, Run[], string[]?]>([
    ['nothing is there', []],
    ['all were there before', [OLD]],
    ['the new one came of another trigger', [OLD, run('7-1', '2026-11-22 14:04:30')], ['7-1']],
  ])('none, where %s', (_, runs, ofOthers) => {
    expect(find(runs, ofOthers)).toEqual({ kind: 'none' })
  })

  const at = (more: Partial<Run>) => run('7-5', '2026-11-22 14:04:30', more)

  it.each<[string, Run[]]>([
    ['the only new one has another time', [OLD, SCHEDULED]],
    ['it has no time', [run('7-5', null)]],
    ['its time cannot be read', [run('7-5', 'soon')]],
    ['two have that time', MINE.slice(0, 2)],
    ['the schedule starts one in this second', [at({ freq: HALF_MINUTES })]],
    ['the schedule starts one each second', [at({ freq: '* * * * * ?' })]],
    ['EnOS does not tell the schedule', [at({ freq: null })]],
    ['the schedule cannot be read', [at({ freq: 'hourly' })]],
  ])('nobody can say, where %s', (_, runs) => {
    expect(find(runs)).toEqual({ kind: 'unclear' })
  })

  it.each<[string, Run[]]>([
    ['nobody schedules it', [at({ type: 0, freq: HALF_MINUTES })]],
    ['it is a temporary one', [at({ type: 2, freq: null })]],
    [
      'the schedule has begun its own of that time before',
      [{ ...OLD, triggerTime: MINE[0]?.triggerTime ?? null }, at({ freq: HALF_MINUTES })],
    ],
    ['the schedule starts one in other seconds', [at({ freq: '0,29,31 * * * * ? *' })]],
    ['the schedule starts one in that second of another hour', [at({ freq: '30 4 13 * * ? *' })]],
    ['the schedule is over', [at({ freq: '0/30 * * * * ? 2020-2025' })]],
  ])('the only new one, where %s', (_, runs) => {
    expect(find(runs)).toEqual({ kind: 'found', flowInstId: '7-5' })
  })
})

describe('the second of a run that is to begin now', () => {
  it.each([
    ['14:04:30.900', DAILY, '14:04:30'],
    ['14:05:00.100', DAILY, '14:05:01'],
    ['14:04:30.000', HALF_MINUTES, '14:04:31'],
    ['14:04:58.400', '58,59,0 * * * * ?', '14:05:01'],
    ['14:04:30.900', '* * * * * ?', '14:04:30'],
    ['14:04:30.900', null, '14:04:30'],
    ['14:04:30.900', 'hourly', '14:04:30'],
  ])('at %s, by %s', (now, freq, second) => {
    const at = (clock: string) => Date.parse(`2026-11-22T${clock}Z`)
    expect(quietSecond(freq, at(now))).toBe(at(second))
  })
})
