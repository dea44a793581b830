import 'server-only'
import type { Reply } from './reply'

type Failure = Extract<Reply, { kind: 'unreachable' | 'cut' }>

/** What a lost connection says. Only failures to look up, connect or trust the host prove that nothing was sent. */
export function replyFromFailure(error: unknown): Failure {
  return isBeforeSending(error) ? { kind: 'unreachable' } : { kind: 'cut' }
}

function isBeforeSending(error: unknown): boolean {
  // Several addresses were tried: each must have failed to connect.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isBeforeSending)
  if (!(error instanceof Error)) return false
  if ('code' in error && isCertificateRefusal(String(error.code))) return true
  return 'syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')
}

function isCertificateRefusal(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)
}
