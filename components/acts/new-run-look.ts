import { type InstanceAsked, nextReadMs } from '@/components/instance-page/instance-query'

const OFTEN_ENOUGH_MS = 15_000

/** When to look at a new run again (ms): until it has ended, and less often than its own page does. False: not any more. */
export function nextLookMs({ data, error }: InstanceAsked): number | false {
  if (error === null && data?.isLive === false) return false
  const next = nextReadMs({ data, error })
  return next === false ? false : Math.max(OFTEN_ENOUGH_MS, next)
}
