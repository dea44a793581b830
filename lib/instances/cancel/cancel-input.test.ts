import { describe, expect, it } from 'vitest'
import { parseCancelInput } from '@/lib/instances/cancel/cancel-input'

const good = {
  flowInstId: '2438-201908081020',
  reason: 'stuck',
  note: '  says zeros  ',
  key: '3f0e8a52-6d0b-4f0e-9b1a-0d7a4f1c2b3d',
}

describe('what a browser asks to cancel', () => {
  it('is read, and whatever else it sent is dropped', () => {
    const forged = { ...good, userId: 'u2', orgId: 'o2', owner: 'bob' }
    expect(parseCancelInput(forged)).toEqual({ ok: true, value: { ...good, note: 'says zeros' } })
  })

  it.each([
    ['flowInstId', { flowInstId: '2438' }],
    ['flowInstId', { flowInstId: '2438-201908081020&action=delete' }],
    ['flowInstId', { flowInstId: 2438 }],
    ['flowInstId', { flowInstId: '02438-201908081020' }],
    ['flowInstId', { flowInstId: `${'9'.repeat(200)}-2019080810` }],
    ['reason', { reason: 'because' }],
    ['reason', { reason: undefined }],
    ['note', { note: 'x'.repeat(1001) }],
    ['note', { note: 'a\0b' }],
    ['note', { note: 'a\ud800b' }],
    ['note', { note: null }],
    ['note', { reason: 'other', note: '   ' }],
    ['key', { key: 'again' }],
    ['key', { key: '' }],
    ['pauseSchedule', { pauseSchedule: 'yes' }],
    ['pauseSchedule', { pauseSchedule: null }],
  ])('is refused for a bad %s', (field, change) => {
    expect(parseCancelInput({ ...good, ...change })).toEqual({ ok: false, field })
  })

  it.each([true, false])('may wish that the schedule is paused too, or not: %s', (pauseSchedule) => {
    expect(parseCancelInput({ ...good, pauseSchedule })).toMatchObject({ ok: true, value: { pauseSchedule } })
  })

  it.each([null, undefined, 'text', 7, [], [good]])('is refused when it is %j', (input) => {
    expect(parseCancelInput(input).ok).toBe(false)
  })
})
