import 'server-only'
import { PgPreparedQuery } from 'drizzle-orm/pg-core'
import { DATABASE_DOWN } from '@/lib/shared/digests'

/** SQLSTATE classes of statements that are wrong, whatever state the database is in: bugs of ours. */
const OUR_FAULT = /^(?:21|22|23|26|2D|34|3B|3D|3F|42|44)/

/** A failed statement: what the database said, and its SQLSTATE. */
export class DatabaseFailure extends Error {
  readonly code: string | null
  /** All that Next tells an error page in the browser; where it is absent, Next makes a number up. */
  readonly digest?: string

  constructor(error: unknown) {
    super(error instanceof Error ? error.message : 'The database failed.')
    this.name = NAME
    this.code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (this.code === null || !OUR_FAULT.test(this.code)) this.digest = DATABASE_DOWN
  }
}

const NAME = 'DatabaseFailure'

/** By name: Next evaluates this module more than once, and the class of one is not that of another. */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Error && error.name === NAME
}

/** Whether it is the database that failed, not the statement, which would fail again. */
export function isDatabaseAway(error: unknown): boolean {
  return isDatabaseFailure(error) && (error as DatabaseFailure).digest === DATABASE_DOWN
}

/** Whether a statement was refused because what it writes must be unique, and is there already. */
export function isDuplicate(error: unknown): boolean {
  return isDatabaseFailure(error) && (error as DatabaseFailure).code === '23505'
}

/**
 * Drizzle puts the statement and all its parameters into the message of every failure, and PGlite onto the error;
 * among them are session ids and notes. Here they end, before a log line or Next can print them.
 */
export function quietFailures(): void {
  const prepared = PgPreparedQuery.prototype as unknown as { queryWithCache: QueryWithCache }
  prepared.queryWithCache = async (_text, _params, query) => {
    try {
      return await query()
    } catch (error) {
      throw new DatabaseFailure(error)
    }
  }
}

type QueryWithCache = (text: string, params: unknown[], query: () => Promise<unknown>) => Promise<unknown>
