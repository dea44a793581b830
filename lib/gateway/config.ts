import 'server-only'
import type { GatewayError } from './errors'
import type { HttpAnswer, HttpRequest } from './exchange'

export type GatewayConfig = {
  /** `https://{apigw-address}`; a path prefix is kept. */
  url: string
  accessKey: string
  secretKey: string
  /** One exchange, headers and body. */
  timeoutMs: number
  /** Ceiling of call starts in any second, all callers together. */
  maxRps: number
  /** First page number of List Flow Instances (enos-api.md 5.1). */
  pageBase: 'auto' | 0 | 1
  sortFields: 'auto' | 'camel' | 'snake'
}

/** One exchange as logs and metrics may see it: no identities, no secrets. */
export type CallReport = {
  operation: string
  /** null when no answer was read. */
  http: number | null
  /** EnOS code; null when none was read. */
  code: number | null
  ms: number
  attempt: number
  priority: Priority
  isPlanned?: boolean | undefined
}

export type Ports = {
  exchange: (request: HttpRequest) => Promise<HttpAnswer>
  /** Unix milliseconds. */
  now: () => number
  /** Resolves after `ms`; may resolve early once `signal` is aborted. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  onCall?: ((report: CallReport) => void) | undefined
  /** Told when EnOS is found to be away, and when it is back (after `ms`). */
  onAway?: ((change: AwayChange) => void) | undefined
}

export type AwayChange = { isAway: true; error: GatewayError } | { isAway: false; ms: number }

/** In the order in which they go, the last two by turns: nobody's cancel waits for a storm of log-ins. */
export const PRIORITIES = ['person', 'log_in', 'background'] as const
export type Priority = (typeof PRIORITIES)[number]

export type CallOptions = {
  /** People go first in the limiter. Default `person`. */
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
  /** Made for a page that was told when to come back for it: whoever plans those counts it (`planRefresh`). */
  isPlanned?: boolean | undefined
  /** For the call as a whole: waits and retries included. Default twice `timeoutMs`. */
  deadlineMs?: number | undefined
}

/** On whose behalf; always from the session (enos-api.md 10.5, trap 1). */
export type Who = { userId: string; orgId: string }
