import 'server-only'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { Database } from '@/lib/db/client'
import { DatabaseFailure, isDatabaseFailure } from '@/lib/db/quiet-failures'
import * as schema from '@/lib/db/schema'
import { log } from '@/lib/log'

type Transact = Database['transaction']

/**
 * Transactions on connections of a pool. Drizzle's own never gives a connection back whose `begin` failed, and hears
 * nothing of one that is lost between two statements, which ends the process.
 */
export function transactionsOn(pool: pg.Pool): Transact {
  return async (work, config) => {
    const client = await pool.connect()
    client.on('error', noteLost)
    let hasBegun = false
    try {
      const db: Database = drizzle(client, { schema })
      return await db.transaction((tx) => {
        hasBegun = true
        return work(tx)
      }, config)
    } finally {
      client.off('error', noteLost)
      // Where it stands still in the middle of one, nobody else may have it.
      client.release(!hasBegun || client.getTransactionStatus() !== 'I')
    }
  }
}

function noteLost(error: Error): void {
  log.warn({ event: 'database.connection_lost', reason: error.message })
}

/** What fails around the work, as getting a connection and the end of a transaction do, is a failed statement too. */
export function withQuietEnds(transact: Transact): Transact {
  return async (work, config) => {
    const ofWork: unknown[] = []
    const watched: typeof work = async (tx) => {
      try {
        return await work(tx)
      } catch (error) {
        ofWork.push(error)
        throw error
      }
    }
    try {
      return await transact(watched, config)
    } catch (error) {
      throw ofWork.includes(error) || isDatabaseFailure(error) ? error : new DatabaseFailure(error)
    }
  }
}
