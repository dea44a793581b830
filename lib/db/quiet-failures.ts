import 'server-only'
import { PgPreparedQuery } from 'drizzle-orm/pg-core'

/** A failed statement: what the database said, and its SQLSTATE. */
export class DatabaseFailure extends Error {
  readonly code: string | null

  constructor(error: unknown) {
    super(error instanceof Error ? error.message : 'The database failed.')
    this.name = 'DatabaseFailure'
    this.code = error instanceof Error && 'code' in error ? String(error.code) : null
  }
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
