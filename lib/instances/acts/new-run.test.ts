import { describe, expect, it } from 'vitest'
import { findNewRun, quietSecond } from '@/lib/instances/acts/new-run'
import type { Run } from '@/lib/instances/acts/runs-at'

const triggerAt = Date.parse('2026-11-22T06:04:30Z')
const MINUTE = 60_000
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

  const ALREADY = { ...OLD, triggerTime: '2026-11-22 14:04:30' }

  it.each<[string, Run[], string[]?]>([
    ['nothing is there', []],
    ['all were there before', [OLD]],
    ['the new one came of another trigger', [OLD, run('7-1', '2026-11-22 14:04:30')], ['7-1']],
  ])('none, where %s', (_, runs, ofOthers) => {
    expect(find(runs, ofOthers)).toEqual({ kind: 'none' })
  })

  const at = (more: Partial<Run>) => run('7-5', '2026-11-22 14:04:30', more)

  it.each<[string, Run[], string[]?]>([
    ['the only new one has another time', [OLD, SCHEDULED]],
    ['it has no time', [run('7-5', null)]],
    ['its time cannot be read', [run('7-5', 'soon')]],
    ['two have that time', MINE.slice(0, 2)],
    ['the schedule starts one in this second', [at({ freq: HALF_MINUTES })]],
    ['the schedule starts one each second', [at({ freq: '* * * * * ?' })]],
    ['EnOS does not tell the schedule', [at({ freq: null })]],
    ['the schedule cannot be read', [at({ freq: 'hourly' })]],
    ['a manual one of that time was there before', [{ ...ALREADY, type: 0 }, at({ freq: HALF_MINUTES })]],
    ['a temporary one of that time was there', [{ ...ALREADY, type: 2 }, at({ freq: HALF_MINUTES })]],
    ['the one there was out of the schedule', [ALREADY, at({ freq: HALF_MINUTES })]],
    ['nobody knows what the one there was', [{ ...ALREADY, freq: null }, at({ freq: HALF_MINUTES })]],
    [
      'the one there came of another trigger',
      [{ ...ALREADY, freq: HALF_MINUTES }, at({ freq: HALF_MINUTES })],
      [OLD.flowInstId],
    ],
    [
      'one of that time came of another trigger since',
      [run('7-6', '2026-11-22 14:04:30', { freq: HALF_MINUTES }), at({ freq: HALF_MINUTES })],
      ['7-6'],
    ],
  ])('nobody can say, where %s', (_, runs, ofOthers) => {
    expect(find(runs, ofOthers)).toEqual({ kind: 'unclear' })
  })

  it.each<[string, Run[]]>([
    ['nobody schedules it', [at({ type: 0, freq: HALF_MINUTES })]],
    ['it is a temporary one', [at({ type: 2, freq: null })]],
    [
      'the schedule has begun its own of that time before',
      [{ ...ALREADY, freq: HALF_MINUTES }, at({ freq: HALF_MINUTES })],
    ],
    ['the schedule starts one in other seconds', [at({ freq: '0,29,31 * * * * ? *' })]],
    ['the schedule starts one in that second of another hour', [at({ freq: '30 4 13 * * ? *' })]],
    ['the schedule is over', [at({ freq: '0/30 * * * * ? 2020-2025' })]],
  ])('the only new one, where %s', (_, runs) => {
    expect(find(runs)).toEqual({ kind: 'found', flowInstId: '7-5' })
  })
})

describe('the second of a run that is to begin now', () => {
  const clockAt = (clock: string) => Date.parse(`2026-11-22T${clock}Z`)

  it.each([
    ['14:04:30.900', DAILY, '14:04:30'],
    ['14:05:00.100', DAILY, '14:04:59'],
    ['14:04:30.000', HALF_MINUTES, '14:04:29'],
    ['14:05:00.400', '58,59,0 * * * * ?', '14:04:57'],
    ['14:04:30.900', '1-59 * * * * ?', '14:04:00'],
    ['14:04:59.900', '1-59 * * * * ?', '14:04:00'],
    ['14:04:30.900', '* * * * * ?', '14:04:30'],
    ['14:04:30.900', null, '14:04:30'],
    ['14:04:30.900', 'hourly', '14:04:30'],
    // A day begins at a quarter of an hour, somewhere: the one before is another business date.
    ['00:00:00.400', DAILY, '00:00:00'],
    ['18:15:00.400', DAILY, '18:15:00'],
    ['18:15:02.400', '0-2 * * * * ?', '18:15:02'],
    ['18:14:00.400', DAILY, '18:13:59'],
  ])('at %s, by %s, is %s', (now, freq, second) => {
    expect(quietSecond(freq, clockAt(now))).toBe(clockAt(second))
  })

  it.each([
    ['14:04:59', '14:05:00'],
    ['14:04:58', '14:04:59'],
    ['14:06:00', '14:05:00'],
  ])('is after %s, the time of the instance itself, or now: %s', (own, second) => {
    expect(quietSecond(DAILY, clockAt('14:05:00.100'), clockAt(own))).toBe(clockAt(second))
  })

  it.each([DAILY, HALF_MINUTES, '1-59 * * * * ?', '* * * * * ?', null])(
    'is never to come, and at most a minute ago, by %s',
    (freq) => {
      for (let now = clockAt('14:03:00.500'); now < clockAt('14:06:00'); now += 1_000) {
        const second = quietSecond(freq, now)
        expect(second).toBeLessThanOrEqual(now)
        expect(second).toBeGreaterThan(now - MINUTE)
      }
    },
  )
})
