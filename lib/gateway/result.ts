import 'server-only'
import type { GatewayError } from './errors'

/** What a call came to. Expected failures are values; only bugs throw. */
export type Result<T, E = GatewayError> = { ok: true; value: T } | { ok: false; error: E }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function fail<E>(error: E): { ok: false; error: E } {
  return { ok: false, error }
}
