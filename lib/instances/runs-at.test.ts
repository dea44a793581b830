import { describe, expect, it } from 'vitest'
import { findNewRun, type Run } from '@/lib/instances/runs-at'

const triggerAt = Date.parse('2026-11-22T06:04:30Z')
const run = (flowInstId: string, triggerTime: string | null): Run => ({ flowInstId, triggerTime })
const OLD = run('7-20261122060000', '2026-11-22 14:04:00')
/** In UTC+8, as UTC, and in a zone at half an hour. */
const MINE = [
  run('7-1', '2026-11-22 14:04:30'),
  run('7-2', '2026-11-22 06:04:30'),
  run('7-3', '2026-11-22 11:34:30.0'),
]
const SCHEDULED = run('7-4', '2026-11-22 14:05:00')

describe('which run came of a trigger', () => {
  it.each(MINE)('the new one that has its time to the second, in whatever zone: %o', (mine) => {
    for (const runs of [[mine], [OLD, mine], [OLD, SCHEDULED, mine]])
      expect(findNewRun(runs, { knownBefore: [OLD.flowInstId], triggerAt })).toEqual({
        kind: 'found',
        flowInstId: mine.flowInstId,
      })
  })

  it.each<[string, Run[]]>([
    ['nothing is there', []],
    ['all were there before', [OLD]],
  ])('none, where %s', (_, runs) => {
    expect(findNewRun(runs, { knownBefore: [OLD.flowInstId], triggerAt })).toEqual({ kind: 'none' })
  })

  it.each<[string, Run[]]>([
    ['the only new one has another time', [OLD, SCHEDULED]],
    ['it has no time', [run('7-5', null)]],
    ['its time cannot be read', [run('7-5', 'soon')]],
    ['two have that time', MINE.slice(0, 2)],
  ])('nobody can say, where %s', (_, runs) => {
    expect(findNewRun(runs, { knownBefore: [OLD.flowInstId], triggerAt })).toEqual({ kind: 'unclear' })
  })
})
