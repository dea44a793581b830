import { expect, it } from 'vitest'
import { actStanding } from '@/components/acts/act-look'
import { FLOW_ACTION_STATES } from '@/lib/shared/flow-actions'

it('of what EnOS took, only a pause or a resumption is done: a run has only begun its way', () => {
  expect(actStanding({ kind: 'run_again', state: 'done' })).toBe('accepted')
  for (const state of FLOW_ACTION_STATES) {
    expect(actStanding({ kind: 'pause_schedule', state })).toBe(state)
    expect(actStanding({ kind: 'resume_schedule', state })).toBe(state)
    if (state !== 'done') expect(actStanding({ kind: 'run_again', state })).toBe(state)
  }
})
