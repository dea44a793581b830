import 'server-only'
import { eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { getDb } from '@/lib/db/client'
import { rowsOf, unhurried } from '@/lib/db/raw'

export type Taking = {
  now: number
  leaseMs: number
  most: number
  /** Where not all can be taken: those that wait longest, or those that were looked at least. */
  first: 'longest_due' | 'least_looked_at'
  /** Nothing is planned further ahead than this (ms): what is, was planned by a clock that was set back since. */
  farthestMs: number
}

/** `looks`: this one included. */
export type Taken = { id: string; looks: number }

export type WorkList = {
  /**
   * Takes what is due for a look and leases it, so that no other server looks at it too. A lease that runs out (its
   * server went down) makes it due again.
   */
  take: (taking: Taking) => Promise<Taken[]>
  /** Sets when one is looked at next (Unix ms), and how many looks it has had, where the last one is void. */
  lookAgainAt: (id: string, dueAt: number, looks?: number) => Promise<void>
  /** Nothing is left to look at. */
  lookNoMore: (id: string) => Promise<void>
  /** Makes everything due now: for the start of a server that is the only one, so that an earlier one's leases are void. */
  voidLeases: (now: number) => Promise<void>
  /** Gives leases back: for a server that goes down, so that another one need not wait until they run out. */
  giveBack: (ids: string[], now: number) => Promise<void>
}

type Columns = { id: PgColumn; dueAt: PgColumn; looks: PgColumn }

/** What the follower has to look at, as a table that holds one row for each. */
export function workListOf(table: PgTable, { id, dueAt, looks }: Columns): WorkList {
  /** A lost plan only means a look too early or too late, so it does not wait for the disk as history does. */
  async function plan(next: { dueAt: number; looks?: SQL | number }, which: SQL): Promise<Taken[]> {
    const db = await getDb()
    const counted = next.looks === undefined ? sql`` : sql`, looks = ${next.looks}`
    const planned = await db.execute(sql`
      update ${table} set due_at = ${next.dueAt}::bigint${counted}
      where (select ${unhurried}) is not null and ${which}
      returning ${id} as id, ${looks} as looks`)
    return rowsOf<Taken>(planned)
  }

  return {
    take: ({ now, leaseMs, most, first, farthestMs }) => {
      const order = first === 'longest_due' ? sql`${dueAt}` : sql`${looks}, ${dueAt}`
      const due = sql`
        select ${id} from ${table} where ${or(lte(dueAt, now), gt(dueAt, now + farthestMs))}
        order by ${order} limit ${most} for update skip locked`
      return plan({ dueAt: now + leaseMs, looks: sql`${looks} + 1` }, sql`${id} in (${due})`)
    },
    lookAgainAt: async (one, at, count) => {
      await plan(count === undefined ? { dueAt: at } : { dueAt: at, looks: count }, eq(id, one))
    },
    lookNoMore: async (one) => {
      const db = await getDb()
      await db.delete(table).where(eq(id, one))
    },
    voidLeases: async (now) => {
      await plan({ dueAt: now }, sql`true`)
    },
    giveBack: async (ids, now) => {
      if (ids.length > 0) await plan({ dueAt: now }, inArray(id, ids))
    },
  }
}
