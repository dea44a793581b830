import { describe, expect, it } from 'vitest'
import { readTaskView, writeTaskView } from '@/components/instance-page/tasks/task-view'

const STANDARD = { search: '', sort: { column: 'state', isDescending: false }, isWhole: false }

describe('the address of a view of the tasks', () => {
  it.each([
    ['', STANDARD],
    ['task=load', { ...STANDARD, search: 'load' }],
    ['sort=-duration', { ...STANDARD, sort: { column: 'duration', isDescending: true } }],
    ['sort=name', { ...STANDARD, sort: { column: 'name', isDescending: false } }],
    ['sort=constructor', STANDARD],
    ['sort=--name', STANDARD],
    ['sort=-', STANDARD],
    ['all=true', { ...STANDARD, isWhole: true }],
    ['all=1', STANDARD],
  ])('%j', (query, view) => {
    expect(readTaskView(new URLSearchParams(query))).toEqual(view)
  })

  it('is as short as can be, leads back, and leaves the rest alone', () => {
    const view = {
      search: '风 & a=b',
      sort: { column: 'retries', isDescending: true },
      isWhole: true,
    } as const
    const query = writeTaskView('x=1&task=old', view)
    expect(readTaskView(new URLSearchParams(query))).toEqual(view)
    expect(writeTaskView(query, readTaskView(new URLSearchParams()))).toBe('x=1')
  })
})
