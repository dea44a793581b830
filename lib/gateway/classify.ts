import 'server-only'
import type { Reply } from './reply'

export type Verdict = 'accepted' | 'turned_away' | 'unconfirmed'

/** The service's own failure. */
export const INTERNAL_ERROR = 62109
const REFUSING_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 413, 429])

/**
 * What a reply to Cancel says (product.md, Four mechanisms; enos-api.md 7.5). A parsed EnOS code beats the HTTP status.
 * Whatever is not clearly a refusal is unconfirmed, also statuses nobody listed (3xx, 404, a 2xx without a code).
 */
export function classify(reply: Reply): Verdict {
  switch (reply.kind) {
    case 'envelope':
      if (reply.code === 0) return 'accepted'
      // 62109 is the service's own failure: it may have acted before it failed.
      return reply.code === INTERNAL_ERROR ? 'unconfirmed' : 'turned_away'
    case 'http':
      return REFUSING_STATUSES.has(reply.http) ? 'turned_away' : 'unconfirmed'
    // No connection means that nobody turned us away: a record must not read "refused by EnOS". Nothing was sent, so
    // the read that follows settles it all the same.
    case 'unreachable':
    case 'unreadable':
    case 'timeout':
    case 'cut':
      return 'unconfirmed'
  }
}
