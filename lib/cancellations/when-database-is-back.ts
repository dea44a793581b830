import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseFailure } from '@/lib/db/quiet-failures'

const PAUSE_MS = 2_000
const GIVE_UP_AFTER_MS = 30 * 60_000

/**
 * Writes now, or as soon as the database can be written to again; false: not yet. For what only this process knows:
 * where it goes down before, the follower of the next one finds the end in what EnOS reports.
 * @throws what is not the database's fault
 */
export async function writeNowOrLater(
  write: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error
    void writeLater(write).catch(onFailure)
    return false
  }
}

/** @throws what is not the database's fault; what is, once it has gone on for too long */
async function writeLater(write: () => Promise<void>): Promise<void> {
  const until = Date.now() + GIVE_UP_AFTER_MS
  while (true) {
    await sleep(PAUSE_MS, undefined, { ref: false })
    try {
      return await write()
    } catch (error) {
      if (!isDatabaseFailure(error) || Date.now() >= until) throw error
    }
  }
}
