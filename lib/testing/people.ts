import type { Viewer } from '@/lib/people/viewer'

const alice = {
  userId: 'u1',
  orgId: 'o1',
  orgName: 'North Wind',
  username: 'alice',
  role: 'engineer' as const,
  endsAt: Date.now() + 3_600_000,
}

/** A signed-in person for tests; the application makes viewers only from a session. */
export function viewerOf(overrides: Partial<typeof alice> | { role: 'lead' } = {}): Viewer {
  return { ...alice, ...overrides } as unknown as Viewer
}
