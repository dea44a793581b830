import { useLocale } from 'use-intl/react'
import type { RunClock } from '@/components/acts/run-words'
import { useRecordZone, useZones } from '@/components/zone'

export function useRunClock(): RunClock {
  const zone = useRecordZone()
  const { enos } = useZones()
  return { locale: useLocale(), zone, enosZone: enos.trigger }
}
