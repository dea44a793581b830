import 'server-only'
import type { Reply } from './reply'

type Failure = Extract<Reply, { kind: 'unreachable' | 'cut' | 'timeout' }>

const TIMEOUTS: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/** What a rejected fetch says. Only failures to look up or connect prove that nothing was sent. */
export function replyFromFailure(error: unknown): Failure {
  const cause = causeOf(error)
  if (TIMEOUTS.has(codeOf(cause))) return { kind: 'timeout' }
  return isBeforeSending(cause) ? { kind: 'unreachable' } : { kind: 'cut' }
}

function isBeforeSending(cause: unknown): boolean {
  // Several addresses were tried: each must have failed to connect.
  if (cause instanceof AggregateError && cause.errors.length > 0) return cause.errors.every(isBeforeSending)
  if (codeOf(cause) === 'UND_ERR_CONNECT_TIMEOUT') return true
  if (isCertificateRefusal(codeOf(cause))) return true
  if (cause instanceof Error && cause.message === 'bad port') return true
  const call = cause instanceof Error && 'syscall' in cause ? cause.syscall : undefined
  return call === 'connect' || call === 'getaddrinfo'
}

function isCertificateRefusal(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
