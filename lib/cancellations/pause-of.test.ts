import { describe, expect, it } from 'vitest'
import { pauseOf } from '@/lib/cancellations/pause-of'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { type FlowActionRecord, keyWithCancel } from '@/lib/flow-actions/record'
import type { FlowActionState } from '@/lib/shared/flow-actions'
import { viewerOf } from '@/lib/testing/people'

const record = {
  id: 'c1',
  userId: 'u1',
  flowId: '7',
  pauseSchedule: true,
  state: 'stopped',
  requestedAt: 100,
  answeredAt: 110,
  answerVerdict: 'accepted',
} as unknown as CancellationRecord

const act = (kind: FlowActionRecord['kind'], requestedAt: number, more: Partial<FlowActionRecord> = {}) =>
  ({ kind, requestedAt, state: 'done', flowId: '7', cancellationId: null, ...more }) as FlowActionRecord
const ofRecord = { cancellationId: 'c1', idempotencyKey: keyWithCancel('c1') }
const own = (state: FlowActionState) => act('pause_schedule', 111, { ...ofRecord, state })
/** *Do it now*, on the record. */
const doneLater = act('pause_schedule', 200, { cancellationId: 'c1', idempotencyKey: 'k2', closedAt: 205 })
const elsewhere = act('pause_schedule', 200)
const resumed = act('resume_schedule', 300)

describe('what became of pausing the schedule too', () => {
  it.each<[string, FlowActionRecord[], string]>([
    ['nothing was begun', [], 'not_done'],
    ['it is under way', [own('sent')], 'under_way'],
    ['it was done', [own('done')], 'paused'],
    ['it was done, whatever came later', [own('done'), resumed], 'paused'],
    ['it was refused', [own('refused')], 'not_done'],
    ['it was refused and done later from the record', [doneLater, own('refused')], 'paused_since'],
    ['it was not begun and done later from the record', [doneLater], 'paused_since'],
    ['it was done after all, beside a later one', [doneLater, own('done')], 'paused'],
    ['it was not begun and paused elsewhere since', [elsewhere], 'paused_since'],
    ['it was refused and paused elsewhere since', [own('refused'), elsewhere], 'paused_since'],
    [
      'it was paused since with another cancellation',
      [{ ...elsewhere, cancellationId: 'c2' }],
      'paused_since',
    ],
    ['it was resumed and paused since', [act('resume_schedule', 150), elsewhere], 'paused_since'],
    ['it was paused and resumed since, in whatever order they come', [elsewhere, resumed], 'not_done'],
    ['it was paused before the cancellation', [act('pause_schedule', 99)], 'not_done'],
    ['it was not paused since, either', [{ ...elsewhere, state: 'refused' }], 'not_done'],
    ['that is not over', [{ ...elsewhere, state: 'unconfirmed' }], 'not_done'],
    ['another workflow was', [{ ...elsewhere, flowId: '8' }], 'not_done'],
    ['it was only run since', [act('run_again', 200)], 'not_done'],
  ])('where %s', (_, acts, state) => {
    expect(pauseOf(record, acts, viewerOf())?.state).toBe(state)
  })

  it('is told with the moment of a later pause', () => {
    expect(pauseOf(record, [doneLater, own('refused')], viewerOf())).toMatchObject({ pausedAt: 205 })
    const known = { ...elsewhere, closedAt: 230 }
    expect(pauseOf(record, [known, own('refused')], viewerOf())).toMatchObject({ pausedAt: 230 })
  })

  it('is nothing where it was not asked for, or the cancel was not accepted yet', () => {
    expect(pauseOf({ ...record, pauseSchedule: false }, [elsewhere], viewerOf())).toBeNull()
    const open = { ...record, state: 'sent', answeredAt: null, answerVerdict: null } as CancellationRecord
    expect(pauseOf(open, [elsewhere], viewerOf())?.state).toBe('waiting')
  })
})
