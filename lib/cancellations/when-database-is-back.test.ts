import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeNowOrLater } from '@/lib/cancellations/when-database-is-back'
import { DatabaseFailure } from '@/lib/db/quiet-failures'

// Waiting takes no time here, and the clock goes on by as much.
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => void vi.setSystemTime(Date.now() + ms),
}))

const away = (message: string) => new DatabaseFailure(new Error(message))

describe('writing now or later', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  it('writes once, where it can', async () => {
    const write = vi.fn(async () => undefined)
    expect(await writeNowOrLater(write, vi.fn())).toBe(true)
    expect(write).toHaveBeenCalledTimes(1)
  })

  it('writes as soon as the database is back', async () => {
    const [onFailure, write] = [vi.fn(), vi.fn(async () => undefined)]
    write.mockRejectedValueOnce(away('one')).mockRejectedValueOnce(away('two'))
    expect(await writeNowOrLater(write, onFailure)).toBe(false)
    await vi.waitFor(() => expect(write).toHaveBeenCalledTimes(3))
    expect(onFailure).not.toHaveBeenCalled()
  })

  it('gives up after half an hour, and says what failed last', async () => {
    const startedAt = Date.now()
    const onFailure = vi.fn()
    let tries = 0
    const write = async (): Promise<void> => {
      tries += 1
      throw away(`try ${tries}`)
    }
    expect(await writeNowOrLater(write, onFailure)).toBe(false)
    await vi.waitFor(() => expect(onFailure).toHaveBeenCalledTimes(1))
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(30 * 60_000)
    expect(tries).toBe(901)
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(away('try 901'))
  })

  it("does not wait for what is not the database's fault", async () => {
    const broken = new Error('a bug')
    const write = async (): Promise<void> => {
      throw broken
    }
    await expect(writeNowOrLater(write, vi.fn())).rejects.toBe(broken)
  })
})
