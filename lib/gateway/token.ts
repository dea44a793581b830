import 'server-only'
import type { GatewayConfig, Ports } from './config'
import { REPEATED, TOKEN_EXPIRED } from './envelope'
import { errorFromReply, type GatewayError, unexpectedShape } from './errors'
import type { Limiter } from './limiter'
import { asNumber, asObject, asText, readFields } from './loose-values'
import type { Envelope, Reply } from './reply'
import { fail, ok, type Result } from './result'
import { tokenEncryption } from './sign'
import type { Send } from './transport'

const LONGEST_MARGIN_MS = 10 * 60_000
const REFRESH_PAUSE_MS = 15_000
const WRONG_KEYS: ReadonlySet<number> = new Set([1002, 1003])
const REFUSED_REFRESH: ReadonlySet<number> = new Set([TOKEN_EXPIRED, 1204])
const PASSING_STATUSES: ReadonlySet<number> = new Set([502, 503, 504])

export type TokenKeeper = {
  /** A token that is good for now. All callers share one, and one renewal. */
  get: () => Promise<Result<string>>
  /** Drops `token` if it is still the one in use. */
  invalidate: (token: string) => void
}

type Held = { token: string; refreshAt: number; endsAt: number }
type Asking = 'get' | 'refresh'

/** Keeps the application's access token (enos-api.md 3.2, 3.3). */
export function createTokenKeeper({
  config,
  ports,
  limiter,
  send,
  stamp,
}: {
  config: GatewayConfig
  ports: Ports
  limiter: Limiter
  send: Send
  stamp: () => number
}): TokenKeeper {
  let held: Held | null = null
  let renewal: Promise<Result<string>> | null = null

  function get(): Promise<Result<string>> {
    if (held && ports.now() < held.refreshAt) return Promise.resolve(ok(held.token))
    renewal ??= renew().finally(() => {
      renewal = null
    })
    return renewal
  }

  function invalidate(token: string): void {
    if (held?.token === token) held = null
  }

  async function renew(): Promise<Result<string>> {
    const old = held
    if (!old || ports.now() >= old.endsAt) return keep(await ask('get'))

    const reply = await ask('refresh', old.token)
    if (reply.ok) return keep(reply)
    if (isRefusedRefresh(reply.error)) return keep(await ask('get'))
    // The old one still works: use it, and do not make every call wait for a service that is down.
    if (held !== old || reply.error.kind === 'unauthorized') return reply
    held = { ...old, refreshAt: Math.min(old.endsAt, ports.now() + REFRESH_PAUSE_MS) }
    return ok(old.token)
  }

  function keep(reply: Result<Held>): Result<string> {
    held = reply.ok ? reply.value : null
    return reply.ok ? ok(reply.value.token) : reply
  }

  async function ask(asking: Asking, accessToken?: string): Promise<Result<Held>> {
    let reply = await askOnce(asking, accessToken, 1)
    if (!('kind' in reply)) return fail(reply.error)
    if (isWorthAnother(reply)) {
      await ports.sleep(isRepeated(reply) ? 2 : 100)
      reply = await askOnce(asking, accessToken, 2)
      if (!('kind' in reply)) return fail(reply.error)
    }
    if (reply.kind === 'envelope' && reply.code === 0) return readToken(reply, ports.now())
    return fail(tokenError(reply))
  }

  async function askOnce(
    asking: Asking,
    accessToken: string | undefined,
    attempt: number,
  ): Promise<Reply | { error: GatewayError }> {
    // Everybody waits for it, so it goes with the people.
    const slot = await limiter.acquire('person')
    if (typeof slot === 'string') {
      return { error: { kind: 'limited', code: 'queue_full', retryAfterMs: null } }
    }
    const timestamp = stamp()
    const { accessKey: appKey, secretKey: appSecret, timeoutMs } = config
    const encryption = tokenEncryption({ appKey, appSecret, timestamp })
    return send({
      call: {
        operation: `token.${asking}`,
        method: 'POST',
        path: `/apim-token-service/v2.0/token/${asking}`,
        query: {},
        body: { appKey, encryption, timestamp, ...(accessToken === undefined ? {} : { accessToken }) },
        hide: [encryption, accessToken ?? ''],
      },
      token: null,
      slot,
      attempt,
      timeoutMs,
    })
  }

  return { get, invalidate }
}

function readToken(reply: Envelope, now: number): Result<Held> {
  const data = readFields(asObject(reply.body.data) ?? {})
  const token = asText(data('accessToken'))
  const seconds = asNumber(data('expire', 'expires'))
  // It travels in a header: anything but visible ASCII could not be sent.
  if (token === null || !/^[\x21-\x7e]+$/.test(token) || seconds === null) {
    return fail(unexpectedShape(reply.http))
  }
  const lifeMs = Math.max(0, seconds * 1000)
  const endsAt = now + lifeMs
  return ok({ token, endsAt, refreshAt: endsAt - Math.min(LONGEST_MARGIN_MS, lifeMs / 10) })
}

function isRepeated(reply: Reply): boolean {
  return reply.kind === 'envelope' && reply.code === REPEATED
}

function isWorthAnother(reply: Reply): boolean {
  if (isRepeated(reply)) return true
  if (reply.kind === 'http') return PASSING_STATUSES.has(reply.http)
  return reply.kind === 'cut' || reply.kind === 'unreachable'
}

function isRefusedRefresh(error: GatewayError): boolean {
  if (error.kind === 'rejected') return REFUSED_REFRESH.has(error.code)
  return error.kind === 'unauthorized' && error.enosCode === TOKEN_EXPIRED
}

function tokenError(reply: Reply): GatewayError {
  if (reply.kind !== 'envelope' || !WRONG_KEYS.has(reply.code)) return errorFromReply(reply)
  return { kind: 'unauthorized', code: 'wrong_keys', enosCode: reply.code, requestId: reply.requestId }
}
