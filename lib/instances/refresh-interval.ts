import 'server-only'

const BRISK_MS = 5_000
const CALM_MS = 30_000

/**
 * How long a page waits before it asks for the list again (ms): 5 s while something shown can change, 30 s
 * otherwise, and longer when one round of everybody's lists would take more calls than lists may make (product.md,
 * freshness).
 */
export function refreshInterval(load: {
  canChange: boolean
  /** Of one round of all lists that pages will ask for again, this one among them. */
  calls: number
  /** Calls a second that lists may make. */
  allowance: number
}): number {
  const wanted = load.canChange ? BRISK_MS : CALM_MS
  return Math.ceil(Math.max(wanted, (1000 * load.calls) / load.allowance))
}
