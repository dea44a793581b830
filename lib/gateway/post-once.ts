import 'server-only'
import { signOfReply } from './breaker'
import { classify, type Verdict } from './classify'
import type { Priority } from './config'
import type { GatewayError } from './errors'
import type { Line } from './line'
import type { Reply } from './reply'
import { within } from './span'
import { isTokenRefusal } from './token-refusal'
import { type Call, laneOf } from './transport'

export type PostAttempt = { n: number; resend: boolean }

export type PostOptions = {
  /** Asked right before each POST; false means that nothing is sent. */
  beforeSend: (attempt: PostAttempt) => Promise<boolean>
  /** Ends the waiting only: once `beforeSend` has said yes, the POST goes out and its answer is waited for. */
  signal?: AbortSignal | undefined
  /** Default `person`. */
  priority?: Priority | undefined
}

export type PostAnswer = {
  kind: Reply['kind']
  http?: number
  code?: number
  text?: string
  requestId?: string
}

export type NotSent =
  | { sent: false; why: 'not_allowed' }
  | { sent: false; why: 'token' | 'limited' | 'bad_input' | 'aborted'; error: GatewayError }

export type Sent = { sent: true; verdict: Verdict; reply: PostAnswer; resent: boolean; ms: number }

/** What became of a call that changes something in EnOS. */
export type PostReply = NotSent | Sent

type Posted = { reply: Reply; token: string; ms: number }

/**
 * A call that must not be made twice. Token, rate limiter, `beforeSend`, POST, in this order. Sent once; a second time
 * only after the gateway refused the token, which it does before it processes the call (enos-api.md 7.5, 3).
 * `data` is what the answer carries, where EnOS accepted.
 */
export async function postOnce(
  line: Line,
  call: Call,
  options: PostOptions,
): Promise<{ reply: NotSent } | { reply: Sent; data: unknown }> {
  const first = await post(line, { call, options, attempt: { n: 1, resend: false } })
  if ('sent' in first) return { reply: first }
  if (!isTokenRefusal(first.reply)) return toResult(first, false)

  line.tokens.invalidate(first.token)
  const second = await post(line, { call, options, attempt: { n: 2, resend: true } })
  return 'sent' in second ? toResult(first, false) : toResult(second, true)
}

async function post(
  line: Line,
  p: { call: Call; options: PostOptions; attempt: PostAttempt },
): Promise<Posted | NotSent> {
  const { call, options, attempt } = p
  const aborted: NotSent = { sent: false, why: 'aborted', error: { kind: 'aborted', code: 'aborted' } }

  const token = await within(line.tokens.get(), options.signal)
  if (token === 'ended') return aborted
  if (!token.ok) return { sent: false, why: 'token', error: token.error }

  const slot = await line.limiter.acquire(options.priority ?? 'person', options.signal, laneOf(call))
  if (slot === 'aborted') return aborted
  if (slot === 'full') {
    return { sent: false, why: 'limited', error: { kind: 'limited', code: 'queue_full', retryAfterMs: null } }
  }
  try {
    if (!(await options.beforeSend(attempt))) return { sent: false, why: 'not_allowed' }
    const startedAt = line.ports.now()
    const { timeoutMs } = line.config
    const reply = await line.send({ call, token: token.value, slot, attempt: attempt.n, timeoutMs })
    line.breaker.hear(signOfReply(reply))
    return { reply, token: token.value, ms: line.ports.now() - startedAt }
  } finally {
    slot.release()
  }
}

function toResult({ reply, ms }: Posted, resent: boolean): { reply: Sent; data: unknown } {
  const verdict = classify(reply)
  return {
    reply: { sent: true, verdict, reply: toAnswer(reply), resent, ms },
    data: verdict === 'accepted' && reply.kind === 'envelope' ? reply.body.data : undefined,
  }
}

function toAnswer(reply: Reply): PostAnswer {
  if (reply.kind !== 'envelope')
    return 'http' in reply ? { kind: reply.kind, http: reply.http } : { kind: reply.kind }
  const { kind, http, code, text, requestId } = reply
  return { kind, http, code, text, ...(requestId === null ? {} : { requestId }) }
}
