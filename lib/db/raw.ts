import 'server-only'
import { sql } from 'drizzle-orm'

/** How many rows a raw statement returned; both drivers call them `rows`, under types of their own. */
export function countRows(result: unknown): number {
  return (result as { rows: unknown[] }).rows.length
}

/** Evaluated in a statement, lets its transaction commit without waiting for the disk. */
export const unhurried = sql`set_config('synchronous_commit', 'off', true)`
