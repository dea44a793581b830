import 'server-only'
import { and, eq, gt, min } from 'drizzle-orm'
import { checkChain } from '@/lib/cancellations/verify-chain'
import { ACTS, CANCELLATIONS, checkRecords, firstOf } from '@/lib/cancellations/verify-records'
import { checkRoles } from '@/lib/cancellations/verify-roles'
import type { Database } from '@/lib/db/client'
import { cancellations, eventHeads, events, flowActions, people } from '@/lib/db/schema'
import type {
  BrokenPlace,
  Head,
  OrganizationVerification,
  Progress,
  Verification,
  VerificationQuestion,
} from '@/lib/shared/verification'

/**
 * Checks the whole history of one organization against itself: the chain, every record against its events, roles
 * against theirs. Others may write meanwhile. The records come first, so that every event they were compared with is
 * one that the chain then covers. Memory stays at one page.
 */
export async function verifyOrganization(
  db: Database,
  orgId: string,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Verification> {
  const whole = 2 * (await newestOf(db, orgId))
  let replayed = 0
  const tell = (done: number): void => onProgress({ share: whole === 0 ? 1 : Math.min(done / whole, 1) })
  const onReplayed = (count: number): void => {
    replayed += count
    tell(replayed)
  }
  const stopped = await checkRecords(db, { orgId, kind: CANCELLATIONS }, onReplayed)
  const done = await checkRecords(db, { orgId, kind: ACTS }, onReplayed)
  const { head, place: inChain, roles } = await checkChain(db, orgId, (n) => tell(replayed + n))
  const place = firstOf(
    firstOf(inChain, firstOf(stopped.place, done.place)),
    await checkRoles(db, orgId, roles),
  )
  const counts = { head, events: head.n, records: stopped.records + done.records }
  return place ? { ...counts, ok: false, place } : { ...counts, ok: true, against: 'itself' }
}

/**
 * Adds to a check whether a head that was kept elsewhere is still there: a chain that was computed anew as a whole is
 * consistent with itself, and only this shows it.
 */
export async function compareWithKept(
  db: Database,
  { orgId, kept, verification }: { orgId: string; kept: Head; verification: Verification },
): Promise<Verification> {
  const hash = kept.n > verification.head.n ? undefined : await hashOf(db, orgId, kept.n)
  if (hash === kept.hash) return verification.ok ? { ...verification, against: 'kept' } : verification
  const found: BrokenPlace = { kind: hash === undefined ? 'kept_missing' : 'kept_differs', n: kept.n }
  const { head, events, records } = verification
  const place = verification.ok ? found : (firstOf(verification.place, found) ?? found)
  return { head, events, records, ok: false, place }
}

/** Checks one organization or all, one after the other. */
export async function verifyAll(
  db: Database,
  { orgId, kept }: VerificationQuestion,
  verify: Verify = verifyDirectly(db),
): Promise<OrganizationVerification[]> {
  const all = (await findOrganizations(db)).filter((id) => orgId === null || id === orgId)
  const reports: OrganizationVerification[] = []
  for (const id of all) reports.push({ orgId: id, ...(await verify(id, kept)) })
  return reports
}

type Verify = (orgId: string, kept: Head | null) => Promise<Verification>

function verifyDirectly(db: Database): Verify {
  return async (orgId, kept) => {
    const verification = await verifyOrganization(db, orgId)
    return kept === null ? verification : compareWithKept(db, { orgId, kept, verification })
  }
}

async function hashOf(db: Database, orgId: string, n: number): Promise<string | undefined> {
  const [found] = await db
    .select({ hash: events.hash })
    .from(events)
    .where(and(eq(events.orgId, orgId), eq(events.n, n)))
  return found?.hash
}

async function newestOf(db: Database, orgId: string): Promise<number> {
  const [head] = await db.select({ n: eventHeads.n }).from(eventHeads).where(eq(eventHeads.orgId, orgId))
  return head?.n ?? 0
}

/** Every organization that anything is known of, also one whose chain was taken away. */
export async function findOrganizations(db: Database): Promise<string[]> {
  const found = new Set<string>()
  for (const table of [eventHeads, events, cancellations, flowActions, people]) {
    let orgId: string | null = ''
    do {
      // One look into an index for each: a `distinct` would read every event.
      const [next] = await db
        .select({ orgId: min(table.orgId) })
        .from(table)
        .where(gt(table.orgId, orgId))
      orgId = next?.orgId ?? null
      if (orgId !== null) found.add(orgId)
    } while (orgId !== null)
  }
  return [...found].sort()
}
