import 'server-only'
import { cleanText } from './clean-text'
import { asInteger, asObject, asText } from './loose-values'
import type { JsonObject, Reply } from './reply'

export const TOKEN_EXPIRED = 1203
/** These very bytes were signed before, in the same millisecond (enos-api.md 3.2, 3.6). */
export const REPEATED = 1001

export type Answer = {
  http: number
  /** null: too large to read. */
  text: string | null
  retryAfterMs?: number | undefined
  /** Values that must not appear in a message. */
  hide?: readonly string[] | undefined
}

/** A whole HTTP answer as a Reply: every envelope of enos-api.md 2, at any HTTP status. */
export function readAnswer({ http, text, retryAfterMs, hide }: Answer): Reply {
  const body = text === null ? null : parseObject(text)
  if (!body)
    return isSuccessStatus(http) ? { kind: 'unreadable', http } : { kind: 'http', http, retryAfterMs }

  const code = enosCode(body, http)
  if (code === null) return { kind: 'http', http, retryAfterMs }
  const message = asText(body.msg) ?? asText(body.message) ?? ''
  const requestId = asText(body.requestId) ?? asText(body.request_id)
  return {
    kind: 'envelope',
    http,
    code,
    text: cleanText(message, hide),
    requestId: requestId === null ? null : cleanText(requestId, hide),
    body,
    retryAfterMs,
  }
}

/** `code` goes before `status`, but an expired token is believed from either (enos-api.md 7.2, 7.5). */
function enosCode(body: JsonObject, http: number): number | null {
  const found = [body.code, body.status, body.stauts]
    .map(asInteger)
    // A number that repeats the HTTP status is a web server's error page, not a word from EnOS.
    .filter((value) => value !== null && value !== http)
  const [first = null] = found
  if (first !== 0 && found.includes(TOKEN_EXPIRED)) return TOKEN_EXPIRED
  return first
}

function parseObject(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return null
  }
}

function isSuccessStatus(http: number): boolean {
  return http >= 200 && http < 300
}
