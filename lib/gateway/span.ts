import 'server-only'
import type { Ports } from './config'
import type { GatewayError } from './errors'

/** The time a call as a whole may take, waits and retries included. */
export type Span = {
  /** Fires at the deadline or when the caller gives up. */
  signal: AbortSignal
  leftMs: () => number
  isAborted: () => boolean
  close: () => void
}

export function startSpan(
  ports: Pick<Ports, 'now'>,
  { deadlineMs, signal }: { deadlineMs: number; signal?: AbortSignal | undefined },
): Span {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  const endsAt = ports.now() + deadlineMs
  const timer = setTimeout(end, deadlineMs)
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  return {
    signal: stop.signal,
    leftMs: () => Math.max(0, endsAt - ports.now()),
    isAborted: () => signal?.aborted ?? false,
    close: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
    },
  }
}

/** The error of a wait that was ended by its span. */
export function endedError(span: Span): GatewayError {
  if (span.isAborted()) return { kind: 'aborted', code: 'aborted' }
  return { kind: 'limited', code: 'past_deadline', retryAfterMs: null }
}

/** `work`, or `ended` as soon as the signal fires; the work itself goes on for others. */
export function within<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | 'ended'> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const end = (): void => resolve('ended')
    if (signal.aborted) end()
    signal.addEventListener('abort', end)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
