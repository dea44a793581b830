import { describe, expect, it } from 'vitest'
import { createStamp } from './stamp'

describe('a stamp', () => {
  it('is the time, and never the same twice', () => {
    let now = 1000
    const stamp = createStamp(() => now)
    expect([stamp(), stamp(), stamp()]).toEqual([1000, 1001, 1002])
    now = 5000
    expect(stamp()).toBe(5000)
    now = 4999
    expect(stamp()).toBe(5001)
  })

  it('follows a clock that was set back', () => {
    let now = 10_000_000
    const stamp = createStamp(() => now)
    stamp()
    now = 5_000_000
    expect(stamp()).toBe(5_000_000)
  })
})
