import type { Impact } from '@/lib/shared/impact'

/** Whose lock makes EnOS refuse, as far as it told. */
export function lockedBy({
  user,
  workflow,
}: Impact['locks']): 'lockedUser' | 'lockedWorkflow' | 'lockedBoth' | null {
  if (user && workflow) return 'lockedBoth'
  if (user) return 'lockedUser'
  return workflow ? 'lockedWorkflow' : null
}
