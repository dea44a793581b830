import 'server-only'
import { and, asc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm'
import type { Database } from '@/lib/db/client'
import { type LogEntry, readEntry } from '@/lib/db/event-log'
import { events, people } from '@/lib/db/schema'
import type { BrokenPlace } from '@/lib/shared/verification'

/** What the events say of one person's role; without any, nobody leads. */
type Role = { role: unknown; leadAppliedAt: number | null }
const NO_EVENTS: Role = { role: 'engineer', leadAppliedAt: null }

/**
 * Compares the roles of an organization with the events that gave them, all of one instant. `told`: whose roles events
 * speak of.
 */
export async function checkRoles(
  db: Database,
  orgId: string,
  told: ReadonlySet<string>,
): Promise<BrokenPlace | null> {
  return db.transaction(
    async (tx) => {
      const isGiven = or(
        ne(people.role, 'engineer'),
        isNotNull(people.leadAppliedAt),
        inArray(people.userId, [...told]),
      )
      const found = await tx
        .select({ userId: people.userId, role: people.role, leadAppliedAt: people.leadAppliedAt })
        .from(people)
        .where(and(eq(people.orgId, orgId), isGiven))
      const rows = new Map(found.map((row) => [row.userId, row]))
      const userIds = [...new Set([...told, ...rows.keys()])].sort()
      const given = await tx
        .select({ body: events.body })
        .from(events)
        .where(and(eq(events.orgId, orgId), inArray(events.subject, userIds), eq(events.action, 'role')))
        .orderBy(asc(events.n))
      const roles = new Map<string, Role>()
      for (const { body } of given) {
        const entry = readEntry(body)
        if (entry) roles.set(entry.subject, follow(roles.get(entry.subject) ?? NO_EVENTS, entry))
      }
      const wrong = userIds.find((userId) => {
        const { role, leadAppliedAt } = roles.get(userId) ?? NO_EVENTS
        const row = rows.get(userId)
        return row?.role !== role || row?.leadAppliedAt !== leadAppliedAt
      })
      return wrong === undefined ? null : { kind: 'role_changed', subject: wrong }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

function follow(before: Role, { at, facts }: LogEntry): Role {
  return { role: facts.role, leadAppliedAt: facts.because === 'TEAM_LEADS' ? at : before.leadAppliedAt }
}
