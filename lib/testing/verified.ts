import { expect } from 'vitest'
import { findOrganizations, verifyOrganization } from '@/lib/cancellations/verify'
import type { Database } from '@/lib/db/client'

/** Expects that the log alone makes every record what it is, whatever a test has done. */
export async function expectVerified(db: Database): Promise<void> {
  const organizations = await findOrganizations(db)
  expect(organizations.length).toBeGreaterThan(0)
  for (const orgId of organizations) expect(await verifyOrganization(db, orgId)).toMatchObject({ ok: true })
}
