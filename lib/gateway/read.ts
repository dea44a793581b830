import 'server-only'
import type { CallOptions, Priority } from './config'
import { errorFromReply } from './errors'
import type { Line } from './line'
import type { Envelope, Reply } from './reply'
import { fail, ok, type Result } from './result'
import { endedError, type Span, startSpan, within } from './span'
import { isTokenRefusal } from './token-refusal'
import type { Call } from './transport'

const PASSING_STATUSES: ReadonlySet<number> = new Set([502, 503, 504])
const RETRY_PAUSE_MS = 100
const DEFAULT_RETRY_AFTER_MS = 1000
const SHORTEST_RETRY_AFTER_MS = 100

/** How often each kind of failure is met with another attempt. */
export type Retries = { failures: number; renewals: number; limits: number }

const READ_RETRIES: Retries = { failures: 1, renewals: 1, limits: 3 }

/** A call that changes nothing, and may thus be sent again (enos-api.md 7.5). The envelope has code 0. */
export async function readCall(
  line: Line,
  call: Call,
  options: CallOptions = {},
  retries: Retries = READ_RETRIES,
): Promise<Result<Envelope>> {
  const deadlineMs = options.deadlineMs ?? line.config.timeoutMs * 2
  const span = startSpan(line.ports, { deadlineMs, signal: options.signal })
  const left = { ...retries }
  try {
    for (let attempt = 1; ; attempt++) {
      const tried = await attemptOnce(line, { call, attempt, span, priority: options.priority ?? 'person' })
      if (!tried.ok) return tried
      const { reply, token } = tried.value
      if (reply.kind === 'envelope' && reply.code === 0) return ok(reply)
      if (span.isAborted()) return fail(endedError(span))

      if (isTokenRefusal(reply) && left.renewals-- > 0) {
        line.tokens.invalidate(token)
        continue
      }
      const pauseMs = pauseBefore(reply, left)
      if (pauseMs === null || pauseMs >= span.leftMs()) return fail(errorFromReply(reply))
      await within(line.ports.sleep(pauseMs, span.signal), span.signal)
    }
  } finally {
    span.close()
  }
}

async function attemptOnce(
  line: Line,
  p: { call: Call; attempt: number; span: Span; priority: Priority },
): Promise<Result<{ reply: Reply; token: string }>> {
  const { call, attempt, span } = p
  const token = await within(line.tokens.get(), span.signal)
  if (token === 'ended') {
    return fail(span.isAborted() ? endedError(span) : { kind: 'timeout', code: 'timed_out' })
  }
  if (!token.ok) return token
  const slot = await line.limiter.acquire(p.priority, span.signal)
  if (slot === 'aborted') return fail(endedError(span))
  if (slot === 'full') return fail({ kind: 'limited', code: 'queue_full', retryAfterMs: null })
  const timeoutMs = Math.min(line.config.timeoutMs, span.leftMs())
  const reply = await line.send({ call, token: token.value, slot, attempt, timeoutMs, signal: span.signal })
  // The span's own end looks like a lost connection from below.
  const isEnded = reply.kind === 'cut' && span.signal.aborted
  return ok({ reply: isEnded ? { kind: 'timeout' } : reply, token: token.value })
}

/** How long to wait before another attempt, or null when there is none to make. */
function pauseBefore(reply: Reply, left: Retries): number | null {
  if (reply.kind === 'http' && reply.http === 429) {
    if (left.limits-- <= 0) return null
    return Math.max(SHORTEST_RETRY_AFTER_MS, reply.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS)
  }
  return isPassing(reply) && left.failures-- > 0 ? RETRY_PAUSE_MS : null
}

function isPassing(reply: Reply): boolean {
  if (reply.kind === 'http') return PASSING_STATUSES.has(reply.http)
  return reply.kind === 'cut' || reply.kind === 'unreachable'
}
