import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ImpactAnswer } from '@/lib/shared/impact'
import type { InstanceRow } from '@/lib/shared/instances'

/** There is a schedule that may start the workflow again: as EnOS says now, or the list where that cannot be had. */
export function offersPause({ schedule }: InstanceRow, facts: ImpactAnswer | undefined): boolean {
  if (facts === undefined) return schedule === 'periodic'
  const { isPeriodic, isActive } = facts.impact.schedule
  return isPeriodic && isActive !== false
}

type Props = { isChosen: boolean; onChange: (isChosen: boolean) => void; isDisabled: boolean }

export function PauseChoice({ isChosen, onChange, isDisabled }: Props): ReactNode {
  const t = useTranslations()
  return (
    <label className="flex min-h-6 items-center gap-2 self-start">
      <input
        type="checkbox"
        checked={isChosen}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {t('cancel.pauseToo')}
    </label>
  )
}
