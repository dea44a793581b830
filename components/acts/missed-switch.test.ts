import { expect, it } from 'vitest'
import { missedSwitch } from '@/components/acts/missed-switch'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { FlowActionView } from '@/lib/shared/flow-actions'
import type { ScheduleFacts } from '@/lib/shared/instance-detail'
import type { InstanceRow } from '@/lib/shared/instances'

const row = { flowInstId: '7-1' } as InstanceRow
const act = (id: string, requestedAt: number, over: Partial<FlowActionView> = {}) =>
  ({
    ...{ id, requestedAt, kind: 'pause_schedule', state: 'not_done', flowInstId: '7-1' },
    ...{ cancellationId: null, isWithCancel: false, answer: null, ...over },
  }) as FlowActionView
const wished = (id: string, requestedAt: number) =>
  ({ id, requestedAt, flowInstId: '7-1', pause: { state: 'not_done', action: null } }) as CancellationView
const resume = { kind: 'resume_schedule' } as const
const done = { state: 'done' } as const

it.each<[string, FlowActionView[], CancellationView[], boolean | null, string | null]>([
  ['nothing was asked for', [], [], true, null],
  ['it came to nothing', [act('a', 10)], [], true, 'a'],
  ['it was refused', [act('a', 10, { state: 'refused' })], [], true, 'a'],
  ['it was not sent', [act('a', 10, { state: 'not_sent' })], [], true, 'a'],
  ['it was done', [act('a', 10, done)], [], true, null],
  ['nobody can say what came of it', [act('a', 10, { state: 'lost_track' })], [], true, null],
  ['EnOS does not say how the schedule is', [act('a', 10)], [], null, 'a'],
  ['the schedule is so by now', [act('a', 10)], [], false, null],
  ['a resumption', [act('a', 10, resume)], [], false, 'a'],
  ['a resumption that is not needed any more', [act('a', 10, resume)], [], true, null],
  ['it was paused and resumed since', [act('b', 20, { ...resume, ...done }), act('a', 10)], [], true, null],
  ['another one came to nothing since', [act('b', 20), act('a', 10)], [], true, 'b'],
  ['the opposite came to nothing since', [act('b', 20, resume), act('a', 10)], [], true, null],
  ['a run since', [act('b', 20, { kind: 'run_again', ...done }), act('a', 10)], [], true, 'a'],
  ['it was asked for from another instance', [act('a', 10, { flowInstId: '7-2' })], [], true, null],
  [
    'paused from another instance since, and resumed in EnOS',
    [act('b', 20, { ...done, flowInstId: '7-2' }), act('a', 10)],
    [],
    true,
    null,
  ],
  ['asked for with a cancellation only', [], [wished('c', 10)], true, 'c'],
  [
    'that of the cancellation is not told twice',
    [act('a', 11, { cancellationId: 'c', isWithCancel: true })],
    [wished('c', 10)],
    true,
    'c',
  ],
  ['tried again from the record', [act('a', 20, { cancellationId: 'c' })], [wished('c', 10)], true, 'c'],
  ['asked for by itself later', [act('a', 20)], [wished('c', 10)], true, 'a'],
  ['asked for by itself before', [act('a', 5)], [wished('c', 10)], true, 'c'],
])('what is still to be done to a schedule: %s', (_, actions, cancellations, isActive, missed) => {
  const schedule = { isActive } as ScheduleFacts
  expect(missedSwitch({ row, actions, cancellations, schedule })?.id ?? null).toBe(missed)
})

it('is told also where the schedule could not be read, and how it ended', () => {
  const answer = { code: 62103, http: 200, text: 'no', requestId: 'r' }
  const actions = [act('a', 10, { state: 'refused', answer })]
  const missed = missedSwitch({ row, actions, cancellations: [], schedule: null })
  expect(missed).toMatchObject({ id: 'a', cancellationId: null, end: { state: 'refused', answer } })
})
