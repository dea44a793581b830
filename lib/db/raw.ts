import 'server-only'
import { sql } from 'drizzle-orm'

/** What a raw statement returned; both drivers call it `rows`, under types of their own. */
export function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows
}

export function countRows(result: unknown): number {
  return rowsOf(result).length
}

/** Evaluated in a statement, lets its transaction commit without waiting for the disk. */
export const unhurried = sql`set_config('synchronous_commit', 'off', true)`
