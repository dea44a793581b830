import 'server-only'
import { callUrl } from './address'
import type { CallReport, GatewayConfig, Ports } from './config'
import { replyFromFailure } from './connection-failure'
import { readAnswer } from './envelope'
import type { Slot } from './limiter'
import type { JsonObject, Reply } from './reply'
import { readRetryAfter } from './retry-after'
import { type Query, type SignedHeaders, signCall } from './sign'

const JSON_CONTENT = { 'content-type': 'application/json;charset=UTF-8' }

export type Call = {
  /** Name for logs and metrics, e.g. `flowInstances.cancel`. */
  operation: string
  method: 'GET' | 'POST'
  path: string
  query: Query
  body?: JsonObject | undefined
  /** Values of this call that no message may repeat. */
  hide?: readonly string[] | undefined
}

/** For whom a call is made, as the limiter tells people apart; empty where it is for nobody. */
export function laneOf({ query: { orgId = '', userId = '' } }: Call): string {
  return userId && `${orgId} ${userId}`
}

export type Sending = {
  call: Call
  /** null: an unsigned call of the token service. */
  token: string | null
  slot: Slot
  attempt: number
  timeoutMs: number
  signal?: AbortSignal | undefined
  isPlanned?: boolean | undefined
}

export type Send = (sending: Sending) => Promise<Reply>

/** One exchange over HTTP: signed now, sent once, never redirected, ended by its timeout. Never throws for the network. */
export function createSend(config: GatewayConfig, ports: Ports, stamp: () => number): Send {
  return async (sending) => {
    const { call, slot, attempt } = sending
    slot.begin()
    const startedAt = ports.now()
    const reply = await exchange(sending, config, ports, stamp)
    report(ports, {
      operation: call.operation,
      http: 'http' in reply ? reply.http : null,
      code: reply.kind === 'envelope' ? reply.code : null,
      ms: ports.now() - startedAt,
      attempt,
      priority: slot.priority,
      ...(sending.isPlanned ? { isPlanned: true } : {}),
    })
    return reply
  }
}

async function exchange(
  sending: Sending,
  config: GatewayConfig,
  ports: Ports,
  stamp: () => number,
): Promise<Reply> {
  const { call, token, timeoutMs, signal } = sending
  const stop = new AbortController()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    stop.abort()
  }, timeoutMs)
  const giveUp = (): void => stop.abort()
  signal?.addEventListener('abort', giveUp)
  if (signal?.aborted) giveUp()

  try {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body)
    const timestamp = stamp()
    const { query } = call
    const signed: Partial<SignedHeaders> =
      token === null ? {} : signCall({ token, secret: config.secretKey, timestamp, query, body })
    const answer = await ports.exchange({
      url: callUrl({ base: config.url, path: call.path, query }),
      method: call.method,
      headers: { accept: 'application/json', ...signed, ...(body === undefined ? {} : JSON_CONTENT) },
      body,
      signal: stop.signal,
    })
    return readAnswer({
      http: answer.status,
      text: answer.text,
      retryAfterMs: readRetryAfter(answer.retryAfter, ports.now()),
      hide: [config.accessKey, config.secretKey, token ?? '', ...Object.values(signed), ...(call.hide ?? [])],
    })
  } catch (error) {
    return isLate ? { kind: 'timeout' } : replyFromFailure(error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}

function report(ports: Ports, facts: CallReport): void {
  try {
    ports.onCall?.(facts)
  } catch {
    // A broken metrics hook must not lose the answer to a cancel.
  }
}
