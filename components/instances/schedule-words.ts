import type { Translate } from '@/components/translate'
import type { InstanceRow } from '@/lib/shared/instances'

const CYCLES = ['M', 'W', 'D', 'H', 'mi'] as const

export function scheduleWords(
  t: Translate,
  { schedule, cycle }: Pick<InstanceRow, 'schedule' | 'cycle'>,
): string {
  if (schedule === null) return t('common.none')
  if (schedule !== 'periodic') return t(`schedule.${schedule}`)
  if (cycle === null || cycle === '') return t('schedule.periodic')
  const known = CYCLES.find((one) => one === cycle)
  return known === undefined ? t('schedule.otherCycle', { cycle }) : t(`schedule.${known}`)
}
