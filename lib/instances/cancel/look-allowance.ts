import 'server-only'
import { backgroundAllowance, gatewayOpensAt } from '@/lib/gateway/configured'

/**
 * Hands out looks at cancellations: as many a second as the call ceiling leaves beside what people do, and while EnOS is
 * away only the one that finds out whether it still is. What is not used is kept for a second.
 */
export function createLookAllowance(): { left: (now: number) => number; use: (looks: number) => void } {
  let saved = 0
  let countedAt = 0
  return {
    left: (now) => {
      const opensAt = gatewayOpensAt()
      if (opensAt !== null) return now >= opensAt ? 1 : 0
      const perSecond = backgroundAllowance()
      const passedMs = Math.min(Math.max(now - countedAt, 0), 1_000)
      countedAt = now
      saved = Math.min(saved + (perSecond * passedMs) / 1_000, Math.max(perSecond, 1))
      return Math.floor(saved)
    },
    use: (looks) => {
      saved = Math.max(saved - looks, 0)
    },
  }
}
