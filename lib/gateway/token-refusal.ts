import 'server-only'
import { TOKEN_EXPIRED } from './envelope'
import type { Reply } from './reply'

const INVALID_ENCRYPTION = 1003

/** A call that the gateway refused before it was processed: a new token may help, once (enos-api.md 7.5, 3). */
export function isTokenRefusal(reply: Reply): boolean {
  if (reply.kind === 'http') return reply.http === 401
  return reply.kind === 'envelope' && (reply.code === TOKEN_EXPIRED || reply.code === INVALID_ENCRYPTION)
}
