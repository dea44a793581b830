import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { cancellations, events } from '@/lib/db/schema'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { at, broken, historyOn } from '@/lib/testing/history-to-tamper'
import { otherValue, rechain } from '@/lib/testing/tamper'

const columns = Object.entries(getTableColumns(cancellations))

describe.each(DATABASE_KINDS)('records that were tampered with on the %s database', (kind) => {
  const { idOf, numberOf, tampered } = historyOn(kind)

  describe('finds in the records', () => {
    it.each(columns.map(([name, column]) => [name, column] as const))('another %s', async (name, column) => {
      const n = await numberOf('stopped', 'requested')
      const subject = idOf('stopped')
      const said = await tampered((tx) =>
        tx.execute(
          sql`update cancellations set ${sql.identifier(column.name)} = ${otherValue(column)} where id = ${subject}`,
        ),
      )
      const isGone = name === 'id' || name === 'orgId'
      expect(said).toEqual(
        broken(
          isGone
            ? { kind: 'record_missing', n, subject }
            : { kind: 'record_changed', n, subject, column: name },
        ),
      )
    })

    it('one that was removed', async () => {
      const subject = idOf('refused')
      const said = await tampered((tx) => tx.delete(cancellations).where(eq(cancellations.id, subject)))
      expect(said).toEqual(
        broken({ kind: 'record_missing', n: await numberOf('refused', 'requested'), subject }),
      )
    })

    it('one that was inserted', async () => {
      const said = await tampered(async (tx) => {
        const [refused] = await tx
          .select()
          .from(cancellations)
          .where(eq(cancellations.id, idOf('refused')))
        const forged = { ...(refused as CancellationRecord), id: 'forged', idempotencyKey: 'forged' }
        await tx.insert(cancellations).values(forged)
      })
      expect(said).toEqual(broken({ kind: 'record_inserted', subject: 'forged' }))
    })

    it('one that was set back together with the log', async () => {
      const n = await numberOf('open', 'answered')
      const said = await tampered(async (tx) => {
        await tx.delete(events).where(at(n))
        await rechain(tx, 'o1')
      })
      expect(said).toEqual(
        broken({ kind: 'record_changed', n: n - 2, subject: idOf('open'), column: 'version' }),
      )
    })

    it.each<[string, SQL]>([
      ['given', sql`insert into people values ('o1', 'u5', 'eve', 'North Wind', 'lead', null, 1)`],
      ['taken', sql`update people set role = 'engineer' where user_id = 'u9'`],
      ['dated', sql`update people set lead_applied_at = 1 where user_id = 'u9'`],
      ['removed', sql`delete from people where user_id = 'u9'`],
    ])('a role that was %s', async (what, statement) => {
      const said = await tampered((tx) => tx.execute(statement))
      expect(said).toEqual(broken({ kind: 'role_changed', subject: what === 'given' ? 'u5' : 'u9' }))
    })
  })
})
