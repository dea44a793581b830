import { useLocale } from 'use-intl/react'
import { useRecordZone } from '@/components/zone'
import { showMoment } from '@/lib/shared/moments'

/** How an instant of the last hour is written: `HH:mm:ss` on the clock that was chosen. */
export function useClockTime(): (at: number) => string {
  const locale = useLocale()
  const zone = useRecordZone()
  return (at) => showMoment(at, { locale, zone }).clock
}
