import { afterEach, beforeEach, type MockInstance, vi } from 'vitest'

/**
 * A clock of this process that a test can set forward (ms); it runs on from there until the test ends. Timers go by the
 * real one.
 */
export function movableClock(): (ms: number) => void {
  let aheadMs = 0
  let spy: MockInstance<typeof Date.now>
  beforeEach(() => {
    const real = Date.now.bind(Date)
    aheadMs = 0
    spy = vi.spyOn(Date, 'now').mockImplementation(() => real() + aheadMs)
  })
  afterEach(() => spy.mockRestore())
  return (ms) => {
    aheadMs += ms
  }
}
