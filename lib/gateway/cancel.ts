import 'server-only'
import { signOfReply } from './breaker'
import { flowInstancesCall, isFlowInstId, isWho } from './calls'
import { classify, type Verdict } from './classify'
import type { Priority, Who } from './config'
import { badInput, type GatewayError } from './errors'
import type { Line } from './line'
import type { Reply } from './reply'
import { within } from './span'
import { isTokenRefusal } from './token-refusal'

export type CancelAttempt = { n: number; resend: boolean }

export type CancelOptions = {
  /** Asked right before each POST; false means that nothing is sent. */
  beforeSend: (attempt: CancelAttempt) => Promise<boolean>
  /** Ends the waiting only: once `beforeSend` has said yes, the POST goes out and its answer is waited for. */
  signal?: AbortSignal | undefined
  /** Default `person`. */
  priority?: Priority | undefined
}

export type CancelAnswer = {
  kind: Reply['kind']
  http?: number
  code?: number
  text?: string
  requestId?: string
}

export type CancelReply =
  | { sent: false; why: 'not_allowed' }
  | { sent: false; why: 'token' | 'limited' | 'bad_input' | 'aborted'; error: GatewayError }
  | { sent: true; verdict: Verdict; reply: CancelAnswer; resent: boolean; ms: number }

type NotSent = Extract<CancelReply, { sent: false }>
type Posted = { reply: Reply; token: string; ms: number }

/**
 * Asks EnOS to stop one instance (enos-api.md 5.3). Token, rate limiter, `beforeSend`, POST, in this order. Sent once;
 * a second time only after the gateway refused the token, which it does before it processes the call (7.5, 3).
 */
export async function cancelFlowInstance(
  line: Line,
  who: Who,
  flowInstId: string,
  options: CancelOptions,
): Promise<CancelReply> {
  if (!isFlowInstId(flowInstId)) return { sent: false, why: 'bad_input', error: badInput('flow_inst_id') }
  if (!isWho(who)) return { sent: false, why: 'bad_input', error: badInput('who') }

  const call = flowInstancesCall(who, 'cancel', { flowInstId })
  const first = await post(line, { call, options, attempt: { n: 1, resend: false } })
  if ('sent' in first) return first
  if (!isTokenRefusal(first.reply)) return toCancelReply(first, false)

  line.tokens.invalidate(first.token)
  const second = await post(line, { call, options, attempt: { n: 2, resend: true } })
  return 'sent' in second ? toCancelReply(first, false) : toCancelReply(second, true)
}

async function post(
  line: Line,
  p: { call: ReturnType<typeof flowInstancesCall>; options: CancelOptions; attempt: CancelAttempt },
): Promise<Posted | NotSent> {
  const { call, options, attempt } = p
  const aborted: NotSent = { sent: false, why: 'aborted', error: { kind: 'aborted', code: 'aborted' } }

  const token = await within(line.tokens.get(), options.signal)
  if (token === 'ended') return aborted
  if (!token.ok) return { sent: false, why: 'token', error: token.error }

  const slot = await line.limiter.acquire(options.priority ?? 'person', options.signal)
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

function toCancelReply({ reply, ms }: Posted, resent: boolean): CancelReply {
  return { sent: true, verdict: classify(reply), reply: toAnswer(reply), resent, ms }
}

function toAnswer(reply: Reply): CancelAnswer {
  if (reply.kind !== 'envelope')
    return 'http' in reply ? { kind: reply.kind, http: reply.http } : { kind: reply.kind }
  const { kind, http, code, text, requestId } = reply
  return { kind, http, code, text, ...(requestId === null ? {} : { requestId }) }
}
