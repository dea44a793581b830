import 'server-only'

const BRISK_MS = 5_000
const CALM_MS = 30_000
const SHARE_OF_CEILING = 0.7

/**
 * How long a page waits before it asks for the list again (ms): 5 s while something shown can change, 30 s
 * otherwise, and longer when everybody's calls together would pass 70 % of the ceiling (product.md, freshness).
 */
export function refreshInterval(load: {
  canChange: boolean
  people: number
  callsPerList: number
  /** Calls a second. */
  ceiling: number
}): number {
  const wanted = load.canChange ? BRISK_MS : CALM_MS
  const affordable = (1000 * load.people * load.callsPerList) / (SHARE_OF_CEILING * load.ceiling)
  return Math.ceil(Math.max(wanted, affordable))
}
