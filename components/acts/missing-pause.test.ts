import { expect, it } from 'vitest'
import { missingPause } from '@/components/acts/missing-pause'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { FlowActionView, PauseWish } from '@/lib/shared/flow-actions'
import type { ScheduleFacts } from '@/lib/shared/instance-detail'

const cancellation = (id: string, requestedAt: number, pause: PauseWish['state'] | null) =>
  ({ id, requestedAt, pause: pause && { state: pause, action: null } }) as CancellationView
const act = (requestedAt: number, over: Partial<FlowActionView> = {}) =>
  ({ kind: 'pause_schedule', state: 'done', requestedAt, ...over }) as FlowActionView
const schedule = (isActive: boolean | null) => ({ isActive }) as ScheduleFacts

it.each([
  ['no pause was wished', [cancellation('a', 10, null)], [], true, null],
  ['it is under way', [cancellation('a', 10, 'under_way')], [], true, null],
  ['it was paused', [cancellation('a', 10, 'paused')], [], true, null],
  ['it was not paused', [cancellation('a', 10, 'not_done')], [], true, 'a'],
  ['EnOS does not say whether it is active', [cancellation('a', 10, 'not_done')], [], null, 'a'],
  ['the schedule is paused by now', [cancellation('a', 10, 'not_done')], [], false, null],
  [
    'somebody has resumed it since',
    [cancellation('a', 10, 'not_done')],
    [act(20, { kind: 'resume_schedule' })],
    true,
    null,
  ],
  [
    'what was done since came to nothing',
    [cancellation('a', 10, 'not_done')],
    [act(20, { state: 'refused' })],
    true,
    'a',
  ],
  [
    'a run has nothing to do with it',
    [cancellation('a', 10, 'not_done')],
    [act(20, { kind: 'run_again' })],
    true,
    'a',
  ],
  ['it was switched before that', [cancellation('a', 10, 'not_done')], [act(5)], true, 'a'],
  [
    'an older wish came to nothing',
    [cancellation('b', 10, 'paused'), cancellation('a', 5, 'not_done')],
    [act(11)],
    true,
    null,
  ],
  [
    'two came to nothing',
    [cancellation('b', 10, 'not_done'), cancellation('a', 5, 'not_done')],
    [],
    true,
    'b',
  ],
])('a pause that is missing: %s', (_, cancellations, actions, isActive, missing) => {
  expect(missingPause({ cancellations, actions, schedule: schedule(isActive) })?.id ?? null).toBe(missing)
})

it('is told also where the schedule could not be read', () => {
  const [cancellations, actions] = [[cancellation('a', 10, 'not_done')], []]
  expect(missingPause({ cancellations, actions, schedule: null })?.id).toBe('a')
})
