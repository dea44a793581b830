import 'server-only'
import type { Actor } from '@/lib/cancellations/record'

export function actorOf({ userId, username }: { userId: string; username: string }): Actor {
  return { kind: 'person', userId, username }
}
