import 'server-only'

/** Further ahead of the clock than this, the clock was set back. */
const MOST_AHEAD_MS = 1000

/**
 * Unix ms, never the same twice: two equal calls in one millisecond would carry one signature, and a gateway may
 * refuse what it has seen before (enos-api.md 3.2, 3.6). That of another server can still be met by a read, which is
 * then tried again; what changes something is asked for by one server only.
 */
export function createStamp(now: () => number): () => number {
  let last = 0
  return () => {
    const current = now()
    last = last - current > MOST_AHEAD_MS ? current : Math.max(current, last + 1)
    return last
  }
}
