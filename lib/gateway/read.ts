import 'server-only'
import { isAway, type Pass, type Sign, signOfReply } from './breaker'
import type { CallOptions, Priority } from './config'
import { REPEATED } from './envelope'
import { errorFromReply, type GatewayError } from './errors'
import type { Line } from './line'
import type { Envelope, Reply } from './reply'
import { fail, ok, type Result } from './result'
import { endedError, type Span, startSpan, within } from './span'
import { isTokenRefusal } from './token-refusal'
import { type Call, laneOf } from './transport'

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
  const priority = options.priority ?? 'person'
  const { isPlanned } = options
  const left = { ...retries }
  try {
    for (let attempt = 1; ; attempt++) {
      const tried = await attemptIfThere(line, { call, attempt, span, priority, isPlanned })
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

type Attempt = {
  call: Call
  attempt: number
  span: Span
  priority: Priority
  isPlanned: boolean | undefined
}
/** `isBrief`: it was given less time than a call may take. */
type Tried = Result<{ reply: Reply; token: string; isBrief: boolean }>

async function attemptIfThere(line: Line, p: Attempt): Promise<Tried> {
  const pass = await enter(line, p)
  if (!('tell' in pass)) return fail(pass)
  let sign: Sign = 'nothing'
  try {
    const tried = await attemptOnce(line, p)
    sign = signOf(tried, p.span)
    return tried
  } finally {
    pass.tell(sign)
  }
}

/** A log-in goes in any case, and says nothing of the rest of EnOS: another service answers it. */
async function enter(line: Line, { call, span, priority }: Attempt): Promise<Pass | GatewayError> {
  if (priority === 'log_in') return { tell: () => undefined }
  return line.breaker.enter(priority, call.operation, span.signal)
}

function signOf(tried: Tried, span: Span): Sign {
  if (span.signal.aborted) return 'nothing'
  if (!tried.ok) return isAway(tried.error) ? tried.error : 'nothing'
  const { reply, isBrief } = tried.value
  return isBrief && reply.kind === 'timeout' ? 'nothing' : signOfReply(reply)
}

async function attemptOnce(line: Line, p: Attempt): Promise<Tried> {
  const { call, attempt, span, isPlanned } = p
  const token = await within(line.tokens.get(), span.signal)
  if (token === 'ended') {
    return fail(span.isAborted() ? endedError(span) : { kind: 'timeout', code: 'timed_out' })
  }
  if (!token.ok) return token
  const slot = await line.limiter.acquire(p.priority, span.signal, laneOf(call))
  if (slot === 'aborted') return fail(endedError(span))
  if (slot === 'full') return fail({ kind: 'limited', code: 'queue_full', retryAfterMs: null })
  const timeoutMs = Math.min(line.config.timeoutMs, span.leftMs())
  const { signal } = span
  const reply = await line.send({ call, token: token.value, slot, attempt, timeoutMs, signal, isPlanned })
  // The span's own end looks like a lost connection from below.
  const isEnded = reply.kind === 'cut' && span.signal.aborted
  return ok({
    reply: isEnded ? { kind: 'timeout' } : reply,
    token: token.value,
    isBrief: timeoutMs < line.config.timeoutMs,
  })
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
  // Another server asked the same in the same millisecond.
  if (reply.kind === 'envelope') return reply.code === REPEATED
  return reply.kind === 'cut' || reply.kind === 'unreachable'
}
