import 'server-only'
import type { Reply } from './reply'

/** Why a call brought no value. Holds no secret, token, signature or body; `text` is EnOS's message, cut short. */
export type GatewayError =
  | { kind: 'unreachable'; code: 'not_connected' | 'connection_cut' }
  | { kind: 'timeout'; code: 'timed_out' }
  /** EnOS said no: `code` is its own (enos-api.md 7). */
  | { kind: 'rejected'; code: number; text: string; requestId: string | null; http: number }
  /** Our application keys or token, never the person's password. */
  | {
      kind: 'unauthorized'
      code: 'wrong_keys' | 'token_refused'
      enosCode: number | null
      requestId: string | null
    }
  | {
      kind: 'limited'
      code: 'too_many_calls' | 'queue_full' | 'past_deadline'
      retryAfterMs: number | null
    }
  | { kind: 'gateway_error'; code: 'http_error' | 'redirect'; http: number }
  | { kind: 'malformed'; code: 'unreadable_body' | 'unexpected_shape'; http: number }
  /** Refused here, nothing was sent. `code` names the argument. */
  | { kind: 'bad_input'; code: BadInput }
  | { kind: 'aborted'; code: 'aborted' }

export type BadInput =
  | 'who'
  | 'owner'
  | 'flow_inst_id'
  | 'flow_id'
  | 'task_inst_id'
  | 'trigger_time'
  | 'page'
  | 'window'
  | 'principal'

export function badInput(code: BadInput): GatewayError {
  return { kind: 'bad_input', code }
}

export function unexpectedShape(http: number): GatewayError {
  return { kind: 'malformed', code: 'unexpected_shape', http }
}

// 401, 497 and 498 are the older gateway's words for the same refusal (enos-api.md 7.4).
const KEY_REFUSALS: ReadonlySet<number> = new Set([1003, 1203, 401, 497, 498])

/** The error a reply without success stands for (enos-api.md 7). */
export function errorFromReply(reply: Reply): GatewayError {
  switch (reply.kind) {
    case 'envelope': {
      const { code, text, requestId, http } = reply
      if (KEY_REFUSALS.has(code)) {
        return { kind: 'unauthorized', code: 'token_refused', enosCode: code, requestId }
      }
      return { kind: 'rejected', code, text, requestId, http }
    }
    case 'http':
      return errorFromStatus(reply.http, reply.retryAfterMs)
    case 'unreadable':
      return { kind: 'malformed', code: 'unreadable_body', http: reply.http }
    case 'timeout':
      return { kind: 'timeout', code: 'timed_out' }
    case 'cut':
      return { kind: 'unreachable', code: 'connection_cut' }
    case 'unreachable':
      return { kind: 'unreachable', code: 'not_connected' }
  }
}

function errorFromStatus(http: number, retryAfterMs: number | undefined): GatewayError {
  if (http === 401) return { kind: 'unauthorized', code: 'token_refused', enosCode: null, requestId: null }
  if (http === 429) return { kind: 'limited', code: 'too_many_calls', retryAfterMs: retryAfterMs ?? null }
  if (http >= 300 && http < 400) return { kind: 'gateway_error', code: 'redirect', http }
  if (http >= 200 && http < 300) return unexpectedShape(http)
  return { kind: 'gateway_error', code: 'http_error', http }
}
