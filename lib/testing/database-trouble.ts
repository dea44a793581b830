import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { vi } from 'vitest'
import { DatabaseFailure } from '@/lib/db/quiet-failures'
import { scene } from '@/lib/testing/scene'

type Execute = (query: SQL) => Promise<unknown>
/** The statement that writes what a person wants, and the one that writes a step of it. */
type Statement = 'intent' | 'step'

const MARKS = { intent: 'with made as', step: 'with saved as' } as const

function isStatement(kind: Statement, query: SQL): boolean {
  return new PgDialect().sqlToQuery(query).sql.includes(MARKS[kind])
}

export function lost(): Promise<never> {
  return Promise.reject(new DatabaseFailure(new Error('Connection terminated')))
}

/** Loses the next statement of a kind, in a transaction or not: before it is carried out, or only its answer. */
export function loseNext(kind: Statement, when: 'before' | 'after'): void {
  let isMet = false
  const spoil = (one: { execute: unknown }): void => {
    const execute = (one.execute as Execute).bind(one)
    vi.spyOn(one as { execute: Execute }, 'execute').mockImplementation(async (query) => {
      if (isMet || !isStatement(kind, query)) return execute(query)
      isMet = true
      if (when === 'after') await execute(query)
      return lost()
    })
  }
  const { db } = scene.database
  spoil(db)
  const transaction = db.transaction.bind(db)
  vi.spyOn(db, 'transaction').mockImplementation((work) =>
    transaction((tx) => {
      spoil(tx)
      return work(tx)
    }),
  )
}

/** Lets the next statement of a kind be carried out, and something happen before its answer comes back. */
export function troubleAfter(kind: Statement, trouble: () => Promise<unknown>): () => number {
  const { db } = scene.database
  const execute = db.execute.bind(db) as Execute
  let met = 0
  const troubled: Execute = async (query) => {
    const answer = await execute(query)
    if (met > 0 || !isStatement(kind, query)) return answer
    met += 1
    await trouble()
    return answer
  }
  vi.spyOn(db, 'execute').mockImplementation(troubled as never)
  return () => met
}

/** Carries out the next step, but loses its answer and every statement after it, until it is called. */
export function awayAfterStep(): () => void {
  const { db } = scene.database
  const execute = db.execute.bind(db) as Execute
  let phase: 'before' | 'away' | 'back' = 'before'
  const troubled: Execute = async (query) => {
    if (phase === 'away') return lost()
    const answer = await execute(query)
    if (phase === 'back' || !isStatement('step', query)) return answer
    phase = 'away'
    return lost()
  }
  vi.spyOn(db, 'execute').mockImplementation(troubled as never)
  return () => {
    phase = 'back'
  }
}
